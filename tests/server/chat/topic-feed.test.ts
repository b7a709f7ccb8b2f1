import { expect, test } from "vitest"
import { TopicFeed } from "../../../src/server/chat/topic-feed.ts"
import { Announcement } from "../../../src/server/hub/announcement.ts"
import { createHub } from "../../../src/server/hub/hub.ts"
import type { RoomsEvent } from "../../../src/shared/events.ts"

function startLobby() {
  const lobby = createHub<"rooms", RoomsEvent>()
  const leaving = new AbortController()
  const feed = new TopicFeed({ hub: lobby, topic: "rooms" }, leaving.signal)
  return { lobby, leaving, feed, isHeard: () => lobby.hasListeners("rooms") }
}
const gone = new Announcement<RoomsEvent>({ type: "room_deleted", roomId: 1 }, 0)

test("who stops reading is no longer listened for, though nobody aborts", async () => {
  const { lobby, feed, isHeard } = startLobby()
  expect(isHeard()).toBe(true)
  lobby.publish("rooms", gone)
  for await (const event of feed) {
    expect(event).toEqual(gone)
    break
  }
  expect(isHeard()).toBe(false)
})

test("who aborts before reading is no longer listened for", async () => {
  const { leaving, feed, isHeard } = startLobby()
  leaving.abort()
  expect(isHeard()).toBe(false)
  expect(await Array.fromAsync(feed)).toEqual([])
})

test("the reading ends for a reader that is a thousand events behind", async () => {
  const { lobby, feed, isHeard } = startLobby()
  for (let n = 0; n < 1_001; n++) lobby.publish("rooms", gone)
  expect(await Array.fromAsync(feed)).toEqual([])
  expect(isHeard()).toBe(false)
})
