/** Following when events overtake each other, as they do when more than one node speaks. */
import { expect, test } from "vitest"
import { createFollow, type RoomFeed } from "../../../src/server/chat/follow.ts"
import { type Person, personNamed } from "../../../src/server/chat/people.ts"
import { createPresence } from "../../../src/server/chat/presence.ts"
import { createTyping } from "../../../src/server/chat/typing.ts"
import { createHub } from "../../../src/server/hub/hub.ts"
import { openStore } from "../../../src/server/store/open.ts"
import type { RoomEvent } from "../../../src/shared/events.ts"

async function startRoom() {
  const store = await openStore("sqlite::memory:")
  const hub = createHub<number, RoomEvent>()
  const presence = createPresence(hub.publish)
  const typing = createTyping(hub.publish, null)
  const { id: roomId } = await store.createRoom({ name: "lobby", key: "lobby" })
  const leaving = new AbortController()
  const connection = { seenAt: () => Number.POSITIVE_INFINITY }

  return {
    hub,
    roomId,
    leave: () => leaving.abort(),
    follow: (after: number | null, who: Person | null = null) =>
      createFollow({ store, hub, presence, typing })({
        roomId,
        who,
        after,
        connection,
        signal: leaving.signal,
      }),
    /** Stores messages without telling anybody. */
    async store(count: number): Promise<RoomEvent[]> {
      const drafts = Array.from({ length: count }, (_, n) =>
        store.append({ roomId, username: "a", usernameKey: "a", content: `${n}`, clientId: null }),
      )
      const stored = await Promise.all(drafts)
      return stored.map(({ message }) => ({ type: "message", ...message }))
    },
    async [Symbol.asyncDispose]() {
      presence.close()
      await store.close()
    },
  }
}

/** The next `count` durable positions a feed reaches. */
async function seqs(feed: RoomFeed, count: number) {
  const reached: (number | string)[] = []
  const reader = feed[Symbol.asyncIterator]()
  while (reached.length < count) {
    const { value, done } = await reader.next()
    if (done) break
    if (value.event.type === "message") reached.push(value.seq)
    if (value.event.type === "gap") reached.push(`gap to ${value.seq}`)
  }
  return reached
}

test("an event that overtook others is told after them", async () => {
  await using room = await startRoom()
  const feed = await room.follow(null)
  const [one, two, three] = await room.store(3)
  for (const event of [three, one, two, three]) if (event) room.hub.publish(room.roomId, event)
  const [four] = await room.store(1)
  if (four) room.hub.publish(room.roomId, four)
  expect(await seqs(feed, 4)).toEqual([1, 2, 3, 4])
})

test("what happens while the backlog is read is told once", async () => {
  await using room = await startRoom()
  const stored = await room.store(3)
  const following = room.follow(0)
  for (const event of stored) room.hub.publish(room.roomId, event)
  const [four] = await room.store(1)
  if (four) room.hub.publish(room.roomId, four)
  expect(await seqs(await following, 4)).toEqual([1, 2, 3, 4])
})

test("a jump too long to fill is a gap, and then it goes on", async () => {
  await using room = await startRoom()
  const feed = await room.follow(null)
  const last = (await room.store(600)).at(-1)
  if (last) room.hub.publish(room.roomId, last)
  expect(await seqs(feed, 1)).toEqual(["gap to 600"])
  const [next] = await room.store(1)
  if (next) room.hub.publish(room.roomId, next)
  expect(await seqs(feed, 1)).toEqual([601])
})

test("a reader that pauses longer than its inbox holds still misses nothing", async () => {
  await using room = await startRoom()
  const feed = await room.follow(null)
  for (let n = 0; n < 3; n++)
    for (const event of await room.store(100)) room.hub.publish(room.roomId, event)
  for (let n = 0; n < 900; n++) room.hub.publish(room.roomId, { type: "join", username: `${n}` })
  const [last] = await room.store(1)
  if (last) room.hub.publish(room.roomId, last)
  expect(await seqs(feed, 301)).toEqual(Array.from({ length: 301 }, (_, n) => n + 1))
})

test("who left is no longer listened for", async () => {
  await using room = await startRoom()
  const feed = await room.follow(null)
  expect(room.hub.hasListeners(room.roomId)).toBe(true)
  room.leave()
  for await (const { event } of feed) expect(event.type).toBe("users_list")
  expect(room.hub.hasListeners(room.roomId)).toBe(false)
})

test("a newcomer hears its own joining before anybody else's coming or going", async () => {
  await using room = await startRoom()
  const following = room.follow(null, personNamed("Ann"))
  room.hub.publish(room.roomId, { type: "leave", username: "Bo" })
  const reader = (await following)[Symbol.asyncIterator]()
  const { value } = await reader.next()
  expect(value?.event).toEqual({ type: "join", username: "Ann" })
})

test("a reader that lost its thread while nothing passes but typing is told what it missed", async () => {
  await using room = await startRoom()
  const feed = await room.follow(null)
  for (const event of await room.store(100)) room.hub.publish(room.roomId, event)
  for (let n = 0; n < 1_500; n++)
    room.hub.publish(room.roomId, { type: "typing", username: "Bo", isTyping: n % 2 === 0 })
  expect(await seqs(feed, 100)).toEqual(Array.from({ length: 100 }, (_, n) => n + 1))
})
