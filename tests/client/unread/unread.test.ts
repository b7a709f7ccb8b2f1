import { createRoot } from "solid-js"
import { expect, test } from "vitest"
import { createKept } from "../../../src/client/kept/kept.ts"
import type { Activity, ActivityEvent } from "../../../src/client/sdk/index.ts"
import { createUnread } from "../../../src/client/unread/unread.ts"
import "fake-indexeddb/auto"

type Handlers = { onStarted(): void; onData(event: ActivityEvent): void }

const standing = (seq: number): Activity => ({
  roomId: 1,
  seq,
  last: { username: "bo", content: "hi", timestamp: "2026-03-01T10:00:00.000Z" },
})

test("after a backup was restored what is said is new, although as much had been read before", async () => {
  let seq = 5
  let handlers: Handlers | undefined
  const client = {
    onActivity: {
      subscribe(_: unknown, given: Handlers) {
        handlers = given
        return { unsubscribe() {} }
      },
    },
    rooms: { activity: { query: async () => [standing(seq)] } },
  }
  const kept = createKept("ann").readMarks
  const { unread, leave } = createRoot((leave) => ({
    leave,
    unread: createUnread({ client, username: "ann" } as never, {
      rooms: { list: () => undefined } as never,
      muting: { isMuted: () => false } as never,
      kept,
    }),
  }))
  handlers?.onStarted()
  await expect.poll(() => unread.readUpTo(1)).toBe(5)

  seq = 3
  handlers?.onStarted()
  await expect.poll(() => unread.readUpTo(1)).toBe(3)
  handlers?.onData({ type: "activity", rooms: [standing(4)] })
  expect(unread.count(1)).toBe(1)
  await expect.poll(kept.all).toEqual(new Map([[1, 3]]))
  leave()
})
