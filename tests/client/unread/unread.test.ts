import { IDBFactory } from "fake-indexeddb"
import { createRoot, createSignal } from "solid-js"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import type { Activity, ActivityEvent, Room } from "../../../src/client/sdk/index.ts"
import { createStorage } from "../../../src/client/storage/storage.ts"
import { createUnread } from "../../../src/client/unread/unread.ts"
import "fake-indexeddb/auto"

beforeEach(() => vi.stubGlobal("indexedDB", new IDBFactory()))
afterEach(() => vi.unstubAllGlobals())

type Handlers = { onStarted(): void; onData(event: ActivityEvent): void }

const AT = "2026-03-01T10:00:00.000Z"
const standing = (seq: number, roomId = 1): Activity => ({
  ...{ roomId, seq },
  last: { username: "bo", content: "hi", timestamp: AT },
})
const room = (id: number): Room => ({ id, name: `room ${id}`, createdAt: AT })

/** Ann, who has these rooms in front of her, with a server that says where they stand. */
function ann(rooms: () => Room[], standings: () => Activity[]) {
  let handlers: Handlers | undefined
  const client = {
    onActivity: {
      subscribe(_: unknown, given: Handlers) {
        handlers = given
        return { unsubscribe() {} }
      },
    },
    rooms: { activity: { query: async () => standings() } },
  }
  const readMarks = createStorage("ann").readMarks
  const muted = new Set<number>()
  const { unread, leave } = createRoot((leave) => ({
    leave,
    unread: createUnread({ client, username: "ann", personId: "ann" } as never, {
      rooms: { list: rooms, find: (id: number) => rooms().find((one) => one.id === id) } as never,
      muting: { isMuted: ({ id }: Room) => muted.has(id) } as never,
      readMarks,
    }),
  }))
  return {
    ...{ unread, leave, readMarks, muted },
    listens: () => handlers?.onStarted(),
    receives: (...rooms: Activity[]) => handlers?.onData({ type: "activity", rooms }),
  }
}

test("after a backup was restored what is said is new, although as much had been read before", async () => {
  let seq = 5
  const { unread, readMarks, listens, receives, leave } = ann(
    () => [room(1)],
    () => [standing(seq)],
  )
  listens()
  await expect.poll(() => unread.readUpTo(1)).toBe(5)

  seq = 3
  listens()
  await expect.poll(() => unread.readUpTo(1)).toBe(3)
  receives(standing(4))
  expect(unread.count(1)).toBe(1)
  await expect.poll(readMarks.all).toEqual(new Map([[1, 3]]))
  leave()
})

test("all that is new is counted together, but for muted rooms, the one in view, and deleted ones", async () => {
  const [rooms, setRooms] = createSignal([1, 2, 3, 4].map(room))
  const { unread, muted, listens, receives, leave } = ann(rooms, () =>
    [1, 2, 3, 4].map((id) => standing(10, id)),
  )
  muted.add(4)
  listens()
  await expect.poll(() => unread.readUpTo(4)).toBe(10)
  expect(unread.total()).toBe(0)

  receives(standing(11, 1), standing(13, 2), standing(12, 4))
  expect([1, 2, 3, 4].map(unread.count)).toEqual([1, 3, 0, 2])
  expect(unread.total()).toBe(4)
  unread.setInView(2)
  expect(unread.total()).toBe(1)
  unread.markRead(2, 13)
  unread.setInView(null)
  expect(unread.total()).toBe(1)
  setRooms([2, 3, 4].map(room))
  expect(unread.total()).toBe(0)
  leave()
})

test("on a first visit nothing in a thousand rooms is new, and that is kept", async () => {
  const all = Array.from({ length: 999 }, (_, index) => standing(7, index + 1))
  const { unread, readMarks, listens, receives, leave } = ann(
    () => all.map(({ roomId }) => room(roomId)),
    () => all,
  )
  listens()
  await expect.poll(async () => (await readMarks.all()).size).toBe(999)
  unread.markRead(5, 9)
  await expect.poll(async () => (await readMarks.all()).get(5)).toBe(9)
  expect(unread.total()).toBe(0)
  receives(standing(9, 6))
  expect(unread.total()).toBe(2)
  leave()
})
