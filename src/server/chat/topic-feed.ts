/** One following of the list of rooms, or of what happens in them. */
import type { Hub } from "../hub/hub.ts"
import { Reader, type Seat } from "../hub/reader.ts"

type Place<Topic, Event> = { hub: Hub<Topic, Event>; topic: Topic }

export class TopicFeed<Topic, Event> {
  /** Nobody is present by it. */
  readonly isLease = false
  readonly #place: Place<Topic, Event>
  #reader: Reader<Event> | null = null

  constructor(place: Place<Topic, Event>) {
    this.#place = place
  }

  /** Tells the seat everything from now on, until it leaves. */
  deliver(seat: Seat<Event>): void {
    const { hub, topic } = this.#place
    this.#reader = new Reader(seat, null, null)
    hub.enter(topic, this.#reader, [])
  }

  rest(): void {
    const { hub, topic } = this.#place
    if (this.#reader) hub.leave(topic, this.#reader)
    this.#reader = null
  }

  leave(): void {
    this.rest()
  }
}
