/** One following of the list of rooms, or of what happens in them. */
import { type AddressCounts, refuseFull } from "../admission/address-counts.ts"
import type { Admission } from "../admission/admission.ts"
import type { Peer } from "../admission/peer.ts"
import { refuseWait } from "../admission/refuse-over-rate.ts"
import type { Hub } from "../hub/hub.ts"
import { Reader, type Seat } from "../hub/reader.ts"
import type { Feed } from "./feed.ts"

type Bounds = Pick<Admission, "subscriptions" | "waitToSubscribe">
type Place<Topic, Event> = { hub: Hub<Topic, Event>; topic: Topic }

/** Makes feeds that count for their address. Throws TOO_MANY_CONNECTIONS. */
export const createTopicFeeds =
  ({ subscriptions: counts, waitToSubscribe }: Bounds) =>
  <Topic, Event>(place: Place<Topic, Event>, { address }: Peer): Feed<Event> => {
    refuseFull(counts, address)
    refuseWait(waitToSubscribe(address), "TOO_MANY_CONNECTIONS")
    counts?.enter(address)
    return new TopicFeed(place, { counts, address })
  }

type Counting = { counts: AddressCounts | null; address: string }

class TopicFeed<Topic, Event> implements Feed<Event> {
  /** Nobody is present by it. */
  readonly isLease = false
  readonly #place: Place<Topic, Event>
  readonly #counting: Counting
  #reader: Reader<Event> | null = null
  /** For its address, from the moment it was let in. */
  #isCounted = true

  constructor(place: Place<Topic, Event>, counting: Counting) {
    this.#place = place
    this.#counting = counting
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
    const { counts, address } = this.#counting
    if (this.#isCounted) counts?.leave(address)
    this.#isCounted = false
  }
}
