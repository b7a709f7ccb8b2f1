/** Counts every message in a room until its last member has it. All hear a room in one order: the n-th is the n-th. */
import type { Stamp } from "./stamp.ts"

type Entry = Stamp & { missing: number }

/** `heard` are the room's messages since the counting began, in order. */
export type Room = { id: number; members: number; heard: Entry[] }

/** Somebody in a room, and how many of its messages they have heard. */
type Counter = { readonly room: Room; count: number }

export function createTally(onComplete: (stamp: Stamp) => void) {
  let deliveries = 0

  return {
    deliveries: () => deliveries,

    /** `stampOf` reads who sent it and when: called for the first delivery of a message only. */
    count<Heard>(counter: Counter, heard: Heard, stampOf: (heard: Heard) => Stamp) {
      const { room } = counter
      const at = counter.count++
      let entry = room.heard[at]
      if (!entry) {
        entry = { ...stampOf(heard), missing: room.members }
        room.heard[at] = entry
      }
      deliveries++
      if (--entry.missing === 0) onComplete(entry)
    },
  }
}
