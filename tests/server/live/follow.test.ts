/** Following when events overtake each other, as they do when more than one node speaks. */
import { setTimeout as wait } from "node:timers/promises"
import { expect, test, vi } from "vitest"
import { createAdmission } from "../../../src/server/admission/admission.ts"
import { createHub } from "../../../src/server/hub/hub.ts"
import { createFollow } from "../../../src/server/live/follow.ts"
import { Presence } from "../../../src/server/live/presence.ts"
import type { RoomFeed } from "../../../src/server/live/room-feed.ts"
import { RoomStreams } from "../../../src/server/live/room-streams.ts"
import { Typing } from "../../../src/server/live/typing.ts"
import { openStore } from "../../../src/server/store/open.ts"
import type { RoomEvent } from "../../../src/shared/events.ts"
import { newCaller } from "../../support/caller.ts"
import { newPeer } from "../../support/peer.ts"
import { readAloud, takeSeat } from "../../support/seat.ts"
import { draft } from "../../support/test-store.ts"

const PATIENCE_MS = 2_000
const nothing = () => undefined

async function startRoom() {
  const store = await openStore("sqlite::memory:")
  const hub = createHub<number, RoomEvent>()
  const roomStreams = new RoomStreams({
    store,
    hub,
    metrics: { gapFills: 0 },
    onEnd: nothing,
    onOpen: nothing,
  })
  const presence = new Presence((...event) => roomStreams.publish(...event))
  const typing = new Typing(
    (...event) => roomStreams.publish(...event),
    () => true,
  )
  const { id: roomId } = await store.createRoom({ name: "lobby", key: "lobby" })
  const reader = newCaller()
  const admission = createAdmission({ rateLimit: false }, store.readsAtOnce)

  return {
    roomId,
    isHeard: () => hub.hasSubscribers(roomId),
    tell: (event: RoomEvent | undefined) => event && roomStreams.publish(roomId, event),
    reads: admission.reads,
    replays: () => vi.spyOn(store, "replay"),
    follow: (after: number | null, caller = reader) =>
      createFollow({
        ...{ roomStreams, hub, presence, typing, admission },
        presenceReady: nothing,
      })(caller, { roomId, after }),
    /** Stores messages without telling anybody. */
    async store(count: number): Promise<RoomEvent[]> {
      const drafts = Array.from({ length: count }, (_, n) => store.append(draft(roomId, `${n}`)))
      const stored = await Promise.all(drafts)
      return stored.map(({ message }) => ({ type: "message", ...message }))
    },
    async [Symbol.asyncDispose]() {
      presence.close()
      roomStreams.close()
      await store.close()
    },
  }
}

/** Somebody who reads on from where they stopped; there from the first list of people on. */
async function startReading(feed: RoomFeed) {
  const reader = readAloud(feed)
  await reader.next()
  return reader
}

/** The next `count` durable positions a reader reaches, or as many as come in time. */
async function seqs(reader: ReturnType<typeof readAloud<RoomEvent>>, count: number) {
  const reached: (number | string)[] = []
  const late = wait(PATIENCE_MS, { value: undefined, done: true } as const, { ref: false })
  while (reached.length < count) {
    const { value, done } = await Promise.race([reader.next(), late])
    if (done) break
    if (value.event.type === "message") reached.push(value.seq)
    if (value.event.type === "gap") reached.push(`gap to ${value.seq}`)
  }
  return reached
}

test("an event that overtook others is told after them", async () => {
  await using room = await startRoom()
  const reader = await startReading(await room.follow(null))
  const [one, two, three] = await room.store(3)
  for (const event of [three, one, two, three]) room.tell(event)
  const [four] = await room.store(1)
  room.tell(four)
  expect(await seqs(reader, 4)).toEqual([1, 2, 3, 4])
})

test("an event whose forerunners are told elsewhere is told after they are read", async () => {
  await using room = await startRoom()
  const reader = await startReading(await room.follow(null))
  room.tell((await room.store(3)).at(-1))
  expect(await seqs(reader, 3)).toEqual([1, 2, 3])
})

test("what happens while the backlog is read is told once", async () => {
  await using room = await startRoom()
  const stored = await room.store(3)
  const following = room.follow(0)
  for (const event of stored) room.tell(event)
  const [four] = await room.store(1)
  room.tell(four)
  const reader = readAloud(await following)
  expect(await seqs(reader, 4)).toEqual([1, 2, 3, 4])
})

test("what happens between following and delivery is told too", async () => {
  await using room = await startRoom()
  const feed = await room.follow(null)
  for (const event of await room.store(3)) room.tell(event)
  expect(takeSeat(feed)).toEqual(["message", "message", "message", "users_list"])
})

test("a room that is deleted between following and delivery says so, and that is the end", async () => {
  await using room = await startRoom()
  const feed = await room.follow(null, newCaller("Ann"))
  room.tell({ type: "room_deleted", roomId: room.roomId })
  expect(takeSeat(feed)).toEqual(["room_deleted", "the end"])
  expect(room.isHeard()).toBe(false)
})

test("a jump too long to fill is a gap, and then it goes on", async () => {
  await using room = await startRoom()
  const reader = await startReading(await room.follow(null))
  room.tell((await room.store(600)).at(-1))
  expect(await seqs(reader, 1)).toEqual(["gap to 600"])
  const [next] = await room.store(1)
  room.tell(next)
  expect(await seqs(reader, 1)).toEqual([601])
})

test("who left is no longer listened for", async () => {
  await using room = await startRoom()
  const feed = await room.follow(null)
  await startReading(feed)
  expect(room.isHeard()).toBe(true)
  feed.leave()
  expect(room.isHeard()).toBe(false)
})

test("who rests is told nothing, and is there until they leave", async () => {
  await using room = await startRoom()
  const bo = await startReading(await room.follow(null))
  const feed = await room.follow(null, newCaller("Ann"))
  const told = takeSeat(feed)
  feed.pause()
  for (const event of await room.store(1)) room.tell(event)
  expect(await seqs(bo, 1)).toEqual([1])
  expect(told).toEqual(["join", "users_list"])
  const again = await room.follow(1, newCaller("Ann"))
  takeSeat(again)
  feed.leave()
  again.leave()
  const heard: string[] = []
  while (heard.at(-1) !== "leave") heard.push((await bo.next()).value?.event.type ?? "nothing")
  expect(heard.filter((type) => type !== "users_list")).toEqual(["leave"])
})

test("a newcomer hears its own joining before anybody else's coming or going", async () => {
  await using room = await startRoom()
  const following = room.follow(null, newCaller("Ann"))
  room.tell({ type: "leave", username: "Bo" })
  const reader = readAloud(await following)
  const { value } = await reader.next()
  expect(value?.event).toEqual({ type: "join", username: "Ann" })
})

test("a room that is deleted while it is read says so, and that is the end", async () => {
  await using room = await startRoom()
  const reader = await startReading(await room.follow(null))
  room.tell({ type: "room_deleted", roomId: room.roomId })
  expect(await reader.next()).toMatchObject({ value: { event: { type: "room_deleted" } } })
  expect(await reader.next()).toMatchObject({ done: true })
  expect(room.isHeard()).toBe(false)
})

test("who comes from a node that had heard more goes on without a gap", async () => {
  await using room = await startRoom()
  await startReading(await room.follow(null))
  await room.store(600)
  expect(takeSeat(await room.follow(600))).toEqual(["users_list"])
})

test("whoever follows waits for no queue of another address, and one read serves all", async () => {
  await using room = await startRoom()
  const [busy, modest] = [newPeer("203.0.113.1"), newPeer("203.0.113.2")]
  let done = 0
  const slow = () => wait(20).then(() => void done++)
  const queue = Array.from({ length: 40 }, () => room.reads.inTurn(busy, slow))
  const replays = room.replays()
  const late = [room.follow(null, newCaller(null, busy)), room.follow(null, newCaller(null, busy))]
  const feed = await room.follow(null, newCaller(null, modest))
  expect(done).toBeLessThan(10)
  const others = await Promise.all(late)
  // Without their turn: what they wanted to know was read for another.
  expect(done).toBeLessThan(10)
  expect(replays).toHaveBeenCalledOnce()
  for (const each of [feed, ...others]) each.leave()
  await Promise.all(queue)
  expect(replays).toHaveBeenCalledOnce()
})

test("what one address is refused, another is not", async () => {
  await using room = await startRoom()
  const [flooding, modest] = [newPeer("203.0.113.1"), newPeer("203.0.113.2")]
  const inTurn = room.reads.inTurn
  vi.spyOn(room.reads, "inTurn").mockImplementation(async (peer, ask) => {
    if (peer !== modest) throw new Error("too much")
    await wait(50)
    return inTurn(peer, ask)
  })
  const refused = room.follow(null, newCaller(null, flooding)).catch(String)
  const feed = await room.follow(null, newCaller(null, modest))
  expect(await refused).toBe("Error: too much")
  feed.leave()
})
