import { setImmediate as nextTurn } from "node:timers/promises"
import { expect, test } from "vitest"
import { createTopicFeeds } from "../../../src/server/chat/topic-feed.ts"
import { Announcement } from "../../../src/server/hub/announcement.ts"
import { createHub } from "../../../src/server/hub/hub.ts"
import type { RoomsEvent } from "../../../src/shared/events.ts"
import { newPeer } from "../../support/peer.ts"
import { seatFor, type Told } from "../../support/seat.ts"

function startLobby() {
  const lobby = createHub<"rooms", RoomsEvent>()
  const bounds = { subscriptions: null, waitToSubscribe: () => 0 }
  const feed = createTopicFeeds(bounds)({ hub: lobby, topic: "rooms" }, newPeer())
  const told: RoomsEvent[] = []
  const hear = ({ event }: Told<RoomsEvent>) => void told.push(event)
  const publish = (roomId: number) =>
    lobby.publish("rooms", new Announcement<RoomsEvent>(gone(roomId), 0))
  return {
    feed,
    told,
    publish,
    seat: seatFor({ hear }),
    isHeard: () => lobby.hasListeners("rooms"),
  }
}
const gone = (roomId: number): RoomsEvent => ({ type: "room_deleted", roomId })

test("who follows is told everything from then on, until they leave", async () => {
  const { feed, told, publish, seat, isHeard } = startLobby()
  publish(1)
  feed.deliver(seat)
  expect(isHeard()).toBe(true)
  publish(2)
  await nextTurn()
  feed.leave()
  publish(3)
  await nextTurn()
  expect(told).toEqual([gone(2)])
  expect(isHeard()).toBe(false)
})

test("nobody is listened for before anything is delivered to them", () => {
  const { feed, isHeard } = startLobby()
  expect(isHeard()).toBe(false)
  feed.leave()
  expect(isHeard()).toBe(false)
})
