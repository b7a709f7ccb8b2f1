import type { RoomFeed } from "../../src/server/chat/room-feed.ts"
import type { Dialect } from "../../src/server/hub/announcement.ts"
import type { RoomEvent } from "../../src/shared/events.ts"

/** Somebody at a seat, as a socket takes one: the types of all they are told, as they are told. */
export function takeSeat(feed: RoomFeed): string[] {
  const told: string[] = []
  const dialect: Dialect<RoomEvent> = {
    name: "types",
    write: ({ type }) => {
      told.push(type)
      return ""
    },
  }
  const nothing = () => undefined
  const outbox = { seats: 0, isQuick: true, keepsUp: () => true }
  feed.deliver({
    outbox: { ...outbox, write: nothing, answer: nothing, owe: nothing },
    dialect,
    tail: "",
    ended: () => told.push("the end"),
  })
  return told
}
