import type { RoomsEvent } from "../../shared/events.ts"
import { INBOX_EVENTS_MAX } from "../../shared/limits.ts"
import type { Announcement } from "../hub/announcement.ts"
import { Reader, type Seat } from "../hub/reader.ts"
import type { Core } from "./core.ts"
import { createInbox } from "./inbox.ts"

type Told = Announcement<RoomsEvent>
type Lobby = Core["lobby"]

export function createFollowRooms({ lobby }: Pick<Core, "lobby">) {
  /** Rooms created and deleted from now on, until it is left, or `signal` aborts, or the reader stops reading. */
  return (signal?: AbortSignal): RoomsFeed => new RoomsFeed(lobby, signal)
}

/** One following of the list of rooms: delivered to a socket, or iterated by everybody else. */
export class RoomsFeed implements AsyncIterable<Told> {
  readonly #lobby: Lobby
  #reader: Reader<RoomsEvent> | null = null
  /** What an iteration has yet to read; a delivery needs none. */
  #reading: ReturnType<typeof listenTo> | null

  constructor(lobby: Lobby, signal: AbortSignal | undefined) {
    this.#lobby = lobby
    this.#reading = listenTo(lobby)
    if (signal?.aborted) this.leave()
    else signal?.addEventListener("abort", () => this.leave(), { once: true })
  }

  deliver(seat: Seat<RoomsEvent>): void {
    this.leave()
    this.#reading = null
    this.#reader = new Reader(seat, null, null)
    this.#lobby.enter("rooms", this.#reader, [])
  }

  leave(): void {
    this.#reading?.end()
    if (this.#reader) this.#lobby.leave("rooms", this.#reader)
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Told, void, void> {
    try {
      if (this.#reading) yield* this.#reading.inbox
    } finally {
      this.leave()
    }
  }
}

function listenTo(lobby: Lobby) {
  const inbox = createInbox<Told>(INBOX_EVENTS_MAX, null)
  const stopListening = lobby.listen("rooms", { hear: inbox.push, ended: inbox.end })
  return {
    inbox,
    end() {
      stopListening()
      inbox.end()
    },
  }
}
