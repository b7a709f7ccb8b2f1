/** How far somebody has read, room by room, and what follows from where the rooms stand. */
import { nameKey } from "../../shared/text.ts"
import type { ActivityByRoom, Move } from "../rooms/activity.ts"

export type Marks = ReadonlyMap<number, number>

/**
 * What counts as read now that rooms have moved. A room counts from when it was first listed: not all that was ever said
 * there, but all that is said in a room made while the person is here. What a person says they have read, and all before.
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
  return further(marks, due)
}

/** Of these marks those that are further than the known ones. */
export const further = (known: Marks, marks: Marks): Marks =>
  new Map([...marks].filter(([roomId, seq]) => seq > (known.get(roomId) ?? -1)))

/** Nobody has read further than a room stands: such marks are of another database, which had the same room ids. */
export const outdated = (marks: Marks, standings: ActivityByRoom): number[] =>
  [...marks]
    .filter(([roomId, seq]) => seq > (standings.get(roomId)?.seq ?? seq))
    .map(([roomId]) => roomId)

/** Rooms only grow: one that stands further back than it did is of a restored database. How far it goes now. */
export const fallenBack = (moves: Move[]): Marks =>
  new Map(
    moves
      .filter(({ before, now }) => now.seq < (before?.seq ?? 0))
      .map(({ now }) => [now.roomId, now.seq]),
  )

/** How many messages are new. */
export const countUnread = (seq: number | undefined, mark: number | undefined) =>
  seq === undefined || mark === undefined ? 0 : Math.max(0, seq - mark)
