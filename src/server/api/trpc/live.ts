/** What a subscription answers: a feed for the hub to deliver, which writes one and the same bytes to everybody. */
import type { TrackedEnvelope } from "@trpc/server"
import type { ActivityEvent, RoomEvent, RoomsEvent } from "../../../shared/events.ts"
import type { Feed } from "../../chat/feed.ts"
import type { RoomFeed } from "../../chat/room-feed.ts"
import type { Dialect } from "../../hub/announcement.ts"
import { framed } from "../../hub/frame.ts"
import { eventId } from "../position.ts"
import type { Asker } from "./calls.ts"

export class Live<Event, Told> implements AsyncIterable<Told> {
  readonly feed: Feed<Event>
  readonly dialectIn: (dialects: Dialects) => Dialect<Event>
  /** From this tRPC infers what clients are told. Nobody iterates. */
  declare readonly [Symbol.asyncIterator]: () => AsyncGenerator<Told, void, void>

  constructor(feed: Feed<Event>, dialectIn: (dialects: Dialects) => Dialect<Event>) {
    this.feed = feed
    this.dialectIn = dialectIn
  }
}

type ListEvent = RoomsEvent | ActivityEvent

export const roomLive = (feed: RoomFeed): Live<RoomEvent, TrackedEnvelope<RoomEvent>> =>
  new Live(feed, ({ room }) => room)

/** Of the list of rooms, and of what happens in them. */
export const listLive = <Event extends ListEvent>(feed: Feed<Event>): Live<Event, Event> =>
  new Live<Event, Event>(feed, ({ list }) => list)

/** tRPC's messages for the same, but for the tail: its `id` is all in which subscribers differ. Plain JSON, as decided. */
export function createDialects(epoch: string): Dialects {
  const room: Dialect<RoomEvent> = {
    name: "room",
    write(data, seq) {
      const id = eventId(epoch, seq)
      return bodyOf({ type: "data", id, data: { id, data } })
    },
    pack: framed,
  }
  const list: Dialect<ListEvent> = {
    name: "list",
    write: (data) => bodyOf({ type: "data", data }),
    pack: framed,
  }
  return { room, list }
}

export type Dialects = { room: Dialect<RoomEvent>; list: Dialect<ListEvent> }

const bodyOf = (result: object) => `{"result":${JSON.stringify(result)}`

/** The end of every message to one subscription. */
export const tailOf = ({ id, jsonrpc }: Asker): string =>
  `${jsonrpc ? `,"jsonrpc":"${jsonrpc}"` : ""},"id":${JSON.stringify(id)}}`
