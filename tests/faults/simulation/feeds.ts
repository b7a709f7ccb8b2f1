/** Reads along in every feed: each durable event in its turn, none twice, none left out. */
import { expect } from "vitest"
import type { Chat } from "../../../src/server/chat/chat.ts"
import type { Announcement } from "../../../src/server/hub/announcement.ts"
import { isDurable, type RoomEvent } from "../../../src/shared/events.ts"
import { REPLAY_EVENTS_MAX } from "../../../src/shared/limits.ts"
import type { Message } from "../../../src/shared/schema.ts"

type Following = Parameters<Chat["follow"]>[0]
type Reader = { at: number | null; earliest: number; signal: AbortSignal | undefined }
type Told = Announcement<RoomEvent>
type Feed = AsyncIterable<Told>

type Follow = (following: Following) => Promise<Feed>

type Nodes = { follow: Follow; isCluster: boolean }

/** At a single node, who follows from now on hears nothing that was `acknowledged` before. */
export function createFeeds(nodes: Nodes, log: Message[], acknowledged: () => number) {
  const { isCluster } = nodes
  const readers = new Set<Reader>()

  /** Where the log ended for who was told to be at `seq`: what other nodes wrote may not have been heard yet. */
  const endAt = (seq: number) => (isCluster ? log.length : seq)

  async function* proofread(feed: Feed, reader: Reader): AsyncGenerator<Told> {
    let last = ""
    try {
      for await (const told of feed) {
        check(told, reader)
        last = told.event.type
        yield told
      }
      if (!reader.signal?.aborted) expect(last).toBe("room_deleted")
    } finally {
      readers.delete(reader)
    }
  }

  function check({ seq, event }: Told, reader: Reader) {
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
    async follow(following: Following): Promise<Feed> {
      const { after, signal } = following
      const reader = { at: after, earliest: after ?? (isCluster ? 0 : acknowledged()), signal }
      const feed = await nodes.follow(following)
      readers.add(reader)
      return proofread(feed, reader)
    },

    /** For when nothing happens any more. */
    expectNothingMissed({ isDeleted }: { isDeleted: boolean }) {
      const reading = [...readers].filter(({ signal }) => !signal?.aborted)
      if (isDeleted) expect(reading, "a deleted room is over").toEqual([])
      for (const { at } of reading) expect(at).toBe(log.length)
    },
  }
}

export type Feeds = ReturnType<typeof createFeeds>
