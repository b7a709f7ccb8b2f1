import type { Activity, Message } from "../../shared/schema.ts"
import { storeErrors } from "./errors.ts"
import type { Replay } from "./store.ts"

export type ActivityRow = Omit<Activity, "last"> &
  (NonNullable<Activity["last"]> | { username: null })

export function activityOf(row: ActivityRow): Activity {
  const { roomId, seq, ...last } = row
  return { roomId, seq, last: last.username === null ? null : last }
}

type MessageRow = Message & { latestSeq: number }
/** A room without events after the requested position is one row of nulls. */
export type LogRow = MessageRow | { latestSeq: number; id: null }

/** Throws ROOM_NOT_FOUND when there is no row. */
export function replayOf(
  rows: LogRow[],
  { after, limit }: { after: number; limit: number },
): Replay {
  const [first] = rows
  if (!first) throw storeErrors.roomNotFound()
  const { latestSeq } = first
  const complete = after <= latestSeq && latestSeq - after <= limit
  return { latestSeq, events: rows.filter(isMessage).map(messageEvent), complete }
}

const isMessage = (row: LogRow): row is MessageRow => row.id !== null

const messageEvent = ({ latestSeq: _, ...message }: MessageRow) => ({
  type: "message" as const,
  ...message,
})
