/** One following of the list of rooms, or of what happens in them: delivered to a socket, or iterated by everybody else. */
import { INBOX_EVENTS_MAX } from "../../shared/limits.ts"
import type { Announcement } from "../hub/announcement.ts"
import type { Hub } from "../hub/hub.ts"
import { Reader, type Seat } from "../hub/reader.ts"
import { createInbox } from "./inbox.ts"

type Place<Topic, Event> = { hub: Hub<Topic, Event>; topic: Topic }

/** From now on, until it is left, or `signal` aborts, or the reader stops reading. */
export class TopicFeed<Topic, Event> implements AsyncIterable<Announcement<Event>> {
  readonly #place: Place<Topic, Event>
  #reader: Reader<Event> | null = null
  /** What an iteration has yet to read; a delivery needs none. */
  #reading: ReturnType<typeof listenAt<Topic, Event>> | null

  constructor(place: Place<Topic, Event>, signal: AbortSignal | undefined) {
    this.#place = place
    this.#reading = listenAt(place)
    if (signal?.aborted) this.leave()
    else signal?.addEventListener("abort", () => this.leave(), { once: true })
  }

  deliver(seat: Seat<Event>): void {
    const { hub, topic } = this.#place
    this.leave()
    this.#reading = null
    this.#reader = new Reader(seat, null, null)
    hub.enter(topic, this.#reader, [])
  }

  leave(): void {
    const { hub, topic } = this.#place
    this.#reading?.end()
    if (this.#reader) hub.leave(topic, this.#reader)
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Announcement<Event>, void, void> {
    try {
      if (this.#reading) yield* this.#reading.inbox
    } finally {
      this.leave()
    }
  }
}

function listenAt<Topic, Event>({ hub, topic }: Place<Topic, Event>) {
  const inbox = createInbox<Announcement<Event>>(INBOX_EVENTS_MAX, null)
  const stopListening = hub.listen(topic, { hear: inbox.push, ended: inbox.end })
  return {
    inbox,
    end() {
      stopListening()
      inbox.end()
    },
  }
}
