/** How one person's feeds end while others go on. */
import { setImmediate as nextTurn } from "node:timers/promises"
import { expect, test } from "vitest"
import { newCaller } from "../../support/caller.ts"
import { takeSeat } from "../../support/seat.ts"
import { startRoom } from "./room.ts"

test("an evicted person's feeds end at once: what waits to be delivered is not for them any more", async () => {
  await using room = await startRoom()
  const [ann, alsoAnn, bo] = [newCaller("Ann"), newCaller("ANN"), newCaller("Bo")]
  const feeds = await Promise.all([ann, alsoAnn, bo].map((caller) => room.follow(null, caller)))
  const [first, second, other] = feeds.map((feed) => takeSeat(feed))
  await nextTurn()
  const [message] = await room.store(1)
  room.tell(message)
  room.evict("ann")
  for (const told of [first, second]) expect(told?.slice(-2)).toEqual(["room_deleted", "the end"])
  await expect.poll(() => other).toContain("message")
  for (const told of [first, second]) expect(told).not.toContain("message")
  for (const feed of feeds.slice(0, 2)) feed.leave()
  expect(room.users()).toEqual(["Bo"])
})

test("who is evicted last leaves no audience behind", async () => {
  await using room = await startRoom()
  takeSeat(await room.follow(null, newCaller("Ann")))
  room.evict("bo")
  expect(room.isHeard()).toBe(true)
  room.evict("ann")
  expect(room.isHeard()).toBe(false)
})
