/**
 * What a subscription answers. Ordinary transports, as server-sent events, iterate it; our WebSocket adapter hands the
 * feed inside to the hub instead, which writes one and the same bytes to everybody.
 */
import { type TrackedEnvelope, tracked } from "@trpc/server"
import type { ActivityEvent, RoomEvent, RoomsEvent } from "../../../shared/events.ts"
import type { RoomFeed } from "../../chat/room-feed.ts"
import type { Announcement, Dialect } from "../../hub/announcement.ts"
import type { Seat } from "../../hub/reader.ts"
import { eventId } from "../position.ts"
import type { Asker } from "./calls.ts"

type Feed<Event> = AsyncIterable<Announcement<Event>> & {
  deliver(seat: Seat<Event>): void
  leave(): void
}

export class Live<Event, Told> implements AsyncIterable<Told> {
  readonly feed: Feed<Event>
  readonly dialectIn: (dialects: Dialects) => Dialect<Event>
  readonly #tell: (announcement: Announcement<Event>) => Told

  constructor(
    feed: Feed<Event>,
    dialectIn: (dialects: Dialects) => Dialect<Event>,
    tell: (announcement: Announcement<Event>) => Told,
  ) {
    this.feed = feed
    this.dialectIn = dialectIn
    this.#tell = tell
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Told, void, void> {
    for await (const announcement of this.feed) yield this.#tell(announcement)
  }
}

type ListEvent = RoomsEvent | ActivityEvent

export const roomLive = (
  feed: RoomFeed,
  epoch: string,
): Live<RoomEvent, TrackedEnvelope<RoomEvent>> =>
  new Live(
    feed,
    ({ room }) => room,
    ({ seq, event }) => tracked(eventId(epoch, seq), event),
  )

/** Of the list of rooms, and of what happens in them. */
export const listLive = <Event extends ListEvent>(feed: Feed<Event>): Live<Event, Event> =>
  new Live<Event, Event>(
    feed,
    ({ list }) => list,
    ({ event }) => event,
  )

/** tRPC's messages for the same, but for the tail: its `id` is all in which subscribers differ. Plain JSON, as decided. */
export function createDialects(epoch: string) {
  const room: Dialect<RoomEvent> = {
    name: "room",
    write(data, seq) {
      const id = eventId(epoch, seq)
      return bodyOf({ type: "data", id, data: { id, data } })
    },
  }
  const list: Dialect<ListEvent> = {
    name: "list",
    write: (data) => bodyOf({ type: "data", data }),
  }
  return { room, list }
}

export type Dialects = ReturnType<typeof createDialects>

const bodyOf = (result: object) => `{"result":${JSON.stringify(result)}`

/** The end of every message to one subscription. */
export const tailOf = ({ id, jsonrpc }: Asker): string =>
  `${jsonrpc ? `,"jsonrpc":"${jsonrpc}"` : ""},"id":${JSON.stringify(id)}}`
