/** One subscription to topics beyond rooms: the list of rooms, or their activity. */
import { type AddressCounts, refuseFull } from "../admission/address-counts.ts"
import type { Admission } from "../admission/admission.ts"
import { refuseWait } from "../admission/refuse-over-rate.ts"
import type { Hub } from "../hub/hub.ts"
import { type Endpoint, Subscriber } from "../hub/subscriber.ts"
import type { Caller } from "../identity/caller.ts"
import type { Feed } from "./feed.ts"
import { type Topic, topicsOf } from "./topics.ts"

type Bounds = Pick<Admission, "subscriptions" | "waitToSubscribe">

/** Makes feeds that count for their address. Throws TOO_MANY_CONNECTIONS. */
export const createTopicFeeds =
  ({ subscriptions: counts, waitToSubscribe }: Bounds) =>
  <Event>(caller: Caller, hub: Hub<Topic, Event>): Feed<Event> => {
    refuseFull(counts, caller.address)
    refuseWait(waitToSubscribe(caller.address), "TOO_MANY_CONNECTIONS")
    counts?.enter(caller.address)
    return new TopicFeed(caller, hub, counts)
  }

class TopicFeed<Event> implements Feed<Event> {
  readonly isLease = false
  readonly #caller: Caller
  readonly #hub: Hub<Topic, Event>
  readonly #counts: AddressCounts | null
  #subscribers: [Topic, Subscriber<Event>][] = []
  #isCounted = true

  constructor(caller: Caller, hub: Hub<Topic, Event>, counts: AddressCounts | null) {
    this.#caller = caller
    this.#hub = hub
    this.#counts = counts
  }

  deliver(endpoint: Endpoint<Event>): void {
    const personId = this.#caller.person?.id ?? null
    for (const topic of topicsOf(this.#caller)) {
      const subscriber = new Subscriber(endpoint, personId, null)
      this.#subscribers.push([topic, subscriber])
      this.#hub.enter(topic, subscriber, [])
    }
  }

  pause(): void {
    for (const [topic, subscriber] of this.#subscribers) this.#hub.leave(topic, subscriber)
    this.#subscribers = []
  }

  leave(): void {
    this.pause()
    if (this.#isCounted) this.#counts?.leave(this.#caller.address)
    this.#isCounted = false
  }
}
