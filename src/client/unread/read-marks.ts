import { nameKey } from "../../shared/text.ts"
import type { ActivityByRoom, Move } from "../rooms/activity.ts"

export type Marks = ReadonlyMap<number, number>

/**
 * What counts as read after new activity. A room counts from when it was first listed: nothing said before, but all that is
 * said in a room created while the app is open. A person's own message is read, and all before it.
 */
export function marksDue(
  { marks, moves, areFirst }: { marks: Marks; moves: Move[]; areFirst: boolean },
  username: string,
): Marks {
  const due = new Map<number, number>()
  const me = nameKey(username)
  for (const { now } of moves) {
    const { roomId, seq, last } = now
    if (last && nameKey(last.username) === me) due.set(roomId, seq)
    else if (!marks.has(roomId)) due.set(roomId, areFirst ? seq : 0)
  }
  return advancedMarks(marks, due)
}

export const advancedMarks = (known: Marks, marks: Marks): Marks =>
  new Map([...marks].filter(([roomId, seq]) => seq > (known.get(roomId) ?? -1)))

/** Marks beyond the end of their room are of another database, which had the same room ids. */
export const staleMarks = (marks: Marks, byRoom: ActivityByRoom): number[] =>
  [...marks]
    .filter(([roomId, seq]) => seq > (byRoom.get(roomId)?.seq ?? seq))
    .map(([roomId]) => roomId)

/** Rooms only grow: one that ends before its earlier end is of a restored database. Returns the new ends. */
export const rewoundMarks = (moves: Move[]): Marks =>
  new Map(
    moves
      .filter(({ before, now }) => now.seq < (before?.seq ?? 0))
      .map(({ now }) => [now.roomId, now.seq]),
  )

export const countUnread = (seq: number | undefined, mark: number | undefined) =>
  seq === undefined || mark === undefined ? 0 : Math.max(0, seq - mark)
