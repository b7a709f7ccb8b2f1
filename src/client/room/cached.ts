/** What this browser saw last of a room: shown until the room's own history is here, and kept where that proves it. */
import type { History, Message } from "../../shared/schema.ts"
import { logLength, merge } from "./entries.ts"
import type { Live, Remembered } from "./state.ts"

const MESSAGES_MAX = 200

/** The end of the log as it is known, when there is no hole in it and nothing after it. */
export function newestOf(live: Live, roomId: number): Remembered | undefined {
  const { entries, olderThan, newerThan, missingAfter, remembered } = live
  if (olderThan === undefined || newerThan !== null || missingAfter !== null || remembered) return
  const end = logLength(entries)
  const start = Math.max(0, end - MESSAGES_MAX)
  const messages = entries
    .slice(start, end)
    .map(({ id, seq, username, content, timestamp, clientId }) => ({
      ...{ id, roomId, seq, username, content, timestamp, clientId },
    }))
  return { messages, nextBefore: start > 0 ? (messages[0]?.id ?? null) : olderThan }
}

/** What there is to show: until the room's own history is here, what is remembered, and what is unsent after it. */
export const shown = (live: Live): Live =>
  live.olderThan === undefined && live.remembered
    ? {
        ...live,
        entries: merge(live.entries, live.remembered.messages),
        olderThan: live.remembered.nextBefore,
      }
    : live

/**
 * What is remembered stays only where the newest page proves it, and before that page: the database may be another, or
 * an older one, restored; the hole may be too wide.
 */
export function withRemembered(live: Live, { messages }: History): Live {
  const { remembered } = live
  const first = remembered?.messages[0]
  const [newestFirst] = messages
  const isProven = remembered?.messages.some((old) => messages.some((now) => isSame(old, now)))
  if (!remembered || !first || !newestFirst || !isProven) return { ...live, remembered: null }
  return {
    ...live,
    entries: merge(
      live.entries,
      remembered.messages.filter(({ seq }) => seq < newestFirst.seq),
    ),
    olderThan: first.seq < newestFirst.seq ? remembered.nextBefore : live.olderThan,
    remembered: null,
  }
}

const isSame = (a: Message, b: Message) =>
  a.id === b.id && a.seq === b.seq && a.timestamp === b.timestamp
