/** What a subscription procedure returns: a feed for the hub to deliver, and its dialect at each kind of connection. */
import type { TrackedEnvelope } from "@trpc/server"
import type { ActivityEvent, RoomEvent, RoomsEvent } from "../../../shared/events.ts"
import type { Dialect } from "../../hub/announcement.ts"
import type { Feed } from "../../live/feed.ts"
import type { RoomFeed } from "../../live/room-feed.ts"
import { eventId } from "../resume-token.ts"
import { textFrames } from "../web-socket-frames.ts"
import type { CallHeader } from "./call.ts"

export class SubscriptionFeed<Event, Data> implements AsyncIterable<Data> {
  readonly feed: Feed<Event>
  readonly dialectIn: (dialects: Dialects) => Dialect<Event>
  /** From this tRPC infers what clients get. Nothing iterates. */
  declare readonly [Symbol.asyncIterator]: () => AsyncGenerator<Data, void, void>

  constructor(feed: Feed<Event>, dialectIn: (dialects: Dialects) => Dialect<Event>) {
    this.feed = feed
    this.dialectIn = dialectIn
  }
}

type ListEvent = RoomsEvent | ActivityEvent

export const roomFeed = (feed: RoomFeed): SubscriptionFeed<RoomEvent, TrackedEnvelope<RoomEvent>> =>
  new SubscriptionFeed(feed, ({ room }) => room)

export const listFeed = <Event extends ListEvent>(
  feed: Feed<Event>,
): SubscriptionFeed<Event, Event> => new SubscriptionFeed<Event, Event>(feed, ({ list }) => list)

/** Subscribers differ only in the call's `id`, which is therefore the suffix. */
export function createDialects(epoch: string): Dialects {
  const room: Dialect<RoomEvent> = {
    name: "room",
    write(data, seq) {
      const id = eventId(epoch, seq)
      return bodyOf({ type: "data", id, data: { id, data } })
    },
    pack: textFrames,
  }
  const list: Dialect<ListEvent> = {
    name: "list",
    write: (data) => bodyOf({ type: "data", data }),
    pack: textFrames,
  }
  return { room, list }
}

export type Dialects = { room: Dialect<RoomEvent>; list: Dialect<ListEvent> }

const bodyOf = (result: object) => `{"result":${JSON.stringify(result)}`

export const suffixOf = ({ id, jsonrpc }: CallHeader): string =>
  `${jsonrpc ? `,"jsonrpc":"${jsonrpc}"` : ""},"id":${JSON.stringify(id)}}`
