/** Reads along in every feed: each durable event in its turn, none twice, none left out. */
import { expect } from "vitest"
import type { Chat } from "../../../src/server/chat/chat.ts"
import type { RoomFeed } from "../../../src/server/live/room-feed.ts"
import { isDurable, type RoomEvent } from "../../../src/shared/events.ts"
import { REPLAY_EVENTS_MAX } from "../../../src/shared/limits.ts"
import type { Message } from "../../../src/shared/schema.ts"
import type { Told } from "../../support/seat.ts"

type Reader = { at: number | null; earliest: number }
type Nodes = { follow: Chat["follow"]; isCluster: boolean }

/** Is shown all that one follower is told, in the moment it is told. */
export type Proof = {
  feed: RoomFeed
  check(told: Told<RoomEvent>): void
  /** The room says that it is over. */
  ended(): void
  /** The follower has left, or was cut. */
  left(): void
}

/** At a single node, who follows from now on hears nothing that was `acknowledged` before. */
export function createFeeds(nodes: Nodes, log: Message[], acknowledged: () => number) {
  const { isCluster } = nodes
  const readers = new Set<Reader>()

  /** Where the log ended for who was told to be at `seq`: what other nodes wrote may not have been heard yet. */
  const endAt = (seq: number) => (isCluster ? log.length : seq)

  function check({ seq, event }: Told<RoomEvent>, reader: Reader) {
    const at = reader.at ?? (isDurable(event) ? seq - 1 : seq)
    expect(at).toBeGreaterThanOrEqual(reader.earliest)
    if (isDurable(event)) expect(event).toEqual({ type: "message", ...log[seq - 1] })
    // Whoever follows from now on may come to a node that is far behind: what it skips is before them.
    if (event.type === "gap" && reader.at === null) expect(isCluster).toBe(true)
    else if (event.type === "gap") expect(endAt(seq) - at).toBeGreaterThan(REPLAY_EVENTS_MAX)
    else expect(seq).toBe(isDurable(event) ? at + 1 : at)
    reader.at = seq
  }

  return {
    async follow(...following: Parameters<Chat["follow"]>): Promise<Proof> {
      const [, { after }] = following
      const reader = { at: after, earliest: after ?? (isCluster ? 0 : acknowledged()) }
      const feed = await nodes.follow(...following)
      readers.add(reader)
      let last = ""
      return {
        feed,
        check(told) {
          check(told, reader)
          last = told.event.type
        },
        ended() {
          expect(last).toBe("room_deleted")
          readers.delete(reader)
        },
        left: () => void readers.delete(reader),
      }
    },

    /** For when nothing happens any more. */
    expectNothingMissed({ isDeleted }: { isDeleted: boolean }) {
      if (isDeleted) expect([...readers], "a deleted room is over").toEqual([])
      for (const { at } of readers) expect(at).toBe(log.length)
    },
  }
}

export type Feeds = ReturnType<typeof createFeeds>
