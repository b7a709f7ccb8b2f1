/** The subscribers of one topic, and the announcements of the next flush. */
import type { Announcement } from "./announcement.ts"
import { Batch } from "./batch.ts"
import { Group } from "./group.ts"
import type { Endpoint, Subscriber } from "./subscriber.ts"

export class Audience<Event> {
  waiting: Announcement<Event>[] = []
  delay: NodeJS.Timeout | undefined
  size = 0
  readonly #counts: { deliveries: number }
  readonly #groups = new Map<string, Group<Event>>()

  constructor(counts: { deliveries: number }) {
    this.#counts = counts
  }

  /** Delivers the greeting, and everything published from now on: not what waits already. */
  enter(subscriber: Subscriber<Event>, greeting: Announcement<Event>[]): void {
    const { endpoint, outbox } = subscriber
    subscriber.from = this.waiting.length
    outbox.audiences++
    this.size++
    const key = groupKey(endpoint)
    const group = this.#groups.get(key) ?? new Group(endpoint, () => this.flush(false))
    this.#groups.set(key, group)
    group.subscribers.add(subscriber)
    group.deliverTo(subscriber, greeting)
    this.#counts.deliveries += greeting.length
  }

  leave(subscriber: Subscriber<Event>): void {
    const key = groupKey(subscriber.endpoint)
    const group = this.#groups.get(key)
    if (!group?.subscribers.delete(subscriber)) return
    subscriber.outbox.audiences--
    this.size--
    if (group.subscribers.size === 0) this.#groups.delete(key)
  }

  /** Ends the subscriptions of one person, with nothing delivered but the farewell: what waits is not for them any more. */
  evict(personId: string, farewell: Announcement<Event>[]): void {
    for (const group of [...this.#groups.values()])
      for (const subscriber of [...group.subscribers]) {
        if (subscriber.personId !== personId) continue
        this.leave(subscriber)
        group.deliverTo(subscriber, farewell)
        this.#counts.deliveries += farewell.length
        subscriber.endpoint.onEnd()
      }
  }

  /** `isAlone` promises that no other audience is flushed in this turn. */
  flush(isAlone: boolean): void {
    clearTimeout(this.delay)
    this.delay = undefined
    const { waiting } = this
    if (waiting.length === 0) return
    this.waiting = []
    const batch = new Batch(waiting, isAlone && this.#groups.size === 1)
    for (const group of this.#groups.values()) group.deliver(batch)
    this.#counts.deliveries += batch.deliveries
  }

  end(): void {
    for (const group of this.#groups.values()) group.end()
  }
}

const groupKey = ({ dialect, suffix }: Endpoint<never>) => `${dialect.name} ${suffix}`
