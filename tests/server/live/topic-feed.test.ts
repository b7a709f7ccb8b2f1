import { setImmediate as nextTurn } from "node:timers/promises"
import { expect, test } from "vitest"
import { Announcement } from "../../../src/server/hub/announcement.ts"
import { Hub } from "../../../src/server/hub/hub.ts"
import { createTopicFeeds } from "../../../src/server/live/topic-feed.ts"
import type { Topic } from "../../../src/server/live/topics.ts"
import type { RoomsEvent } from "../../../src/shared/events.ts"
import { newCaller } from "../../support/caller.ts"
import { seatFor, type Told } from "../../support/seat.ts"

function startLobby(name: string | null = null) {
  const lobby = new Hub<Topic, RoomsEvent>()
  const bounds = { subscriptions: null, waitToSubscribe: () => 0 }
  const feed = createTopicFeeds(bounds)(newCaller(name), lobby)
  const told: RoomsEvent[] = []
  const hear = ({ event }: Told<RoomsEvent>) => void told.push(event)
  const publish = (roomId: number, topic: Topic = "public") =>
    lobby.publish(topic, new Announcement<RoomsEvent>(gone(roomId), 0))
  return {
    feed,
    told,
    publish,
    seat: seatFor({ hear }),
    isHeard: () => lobby.hasSubscribers("public"),
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

test("what is told to one person reaches their feeds and no other's", async () => {
  const [ann, nameless] = [startLobby("Ann"), startLobby()]
  for (const { feed, seat } of [ann, nameless]) feed.deliver(seat)
  for (const { publish } of [ann, nameless]) {
    publish(1, "person:ann")
    publish(2, "person:bo")
    publish(3)
  }
  await nextTurn()
  expect(ann.told.toSorted(byRoom)).toEqual([gone(1), gone(3)])
  expect(nameless.told).toEqual([gone(3)])
  ann.feed.leave()
  ann.publish(4, "person:ann")
  await nextTurn()
  expect(ann.told).toHaveLength(2)
})

const byRoom = (one: RoomsEvent, other: RoomsEvent) => roomIdOf(one) - roomIdOf(other)
const roomIdOf = (event: RoomsEvent) =>
  event.type === "room_created" ? event.room.id : event.roomId
