/**
 * Who subscribes on this node: topic → audience. What is published in one turn of the event loop is delivered together
 * at its end: at once when there is little to do, and under load in batches, at most FLUSH_WAIT_MS_MAX later.
 */
import { FLEETING_READERS_PER_MS, FLEETING_WAIT_MS_MAX, FLUSH_WAIT_MS_MAX } from "../limits.ts"
import type { Announcement } from "./announcement.ts"
import { Audience } from "./audience.ts"
import type { Subscriber } from "./subscriber.ts"

export class Hub<Topic, Event> {
  readonly #audiences = new Map<Topic, Audience<Event>>()
  readonly #counts = { deliveries: 0 }
  readonly #due = new Set<Audience<Event>>()
  #flushing: PromiseWithResolvers<void> | null = null
  #restUntil = 0

  /** Resolves when what was published before has been delivered. */
  flushed(): Promise<void> | undefined {
    return this.#flushing?.promise
  }

  /** Delivers the greeting, and everything published from now on. */
  enter(topic: Topic, subscriber: Subscriber<Event>, greeting: Announcement<Event>[]): void {
    const audience = this.#audiences.get(topic) ?? new Audience<Event>(this.#counts)
    this.#audiences.set(topic, audience)
    audience.enter(subscriber, greeting)
  }

  leave(topic: Topic, subscriber: Subscriber<Event>): void {
    const audience = this.#audiences.get(topic)
    if (!audience) return
    audience.leave(subscriber)
    this.#forgetEmpty(topic, audience)
  }

  publish(topic: Topic, announcement: Announcement<Event>): void {
    const audience = this.#audiences.get(topic)
    if (!audience) return
    audience.waiting.push(announcement)
    // In a big audience fleeting events wait to be batched, or a thousand joins would be a million writes.
    const wait = Math.min(FLEETING_WAIT_MS_MAX, audience.size / FLEETING_READERS_PER_MS)
    if (!announcement.isFleeting || wait < 1) this.#flushSoon(audience)
    else audience.delay ??= setTimeout(() => this.#flushSoon(audience), wait)
  }

  /** Delivers everything that is due. A flush that took long is followed by a rest as long, in which more is batched. */
  readonly flush = (): void => {
    const started = performance.now()
    const audiences = [...this.#due]
    const flushing = this.#flushing
    // A subscriber cut for reading too slowly leaves in the middle of it, which is published in the next flush.
    this.#flushing = null
    this.#due.clear()
    for (const audience of audiences) audience.flush(audiences.length === 1)
    const ended = performance.now()
    this.#restUntil = ended + Math.min(FLUSH_WAIT_MS_MAX, ended - started)
    flushing?.resolve()
  }

  /** Ends one person's subscriptions to a topic at once: they get the farewell, and nothing that waits. */
  evict(topic: Topic, personId: string, farewell: Announcement<Event>[] = []): void {
    const audience = this.#audiences.get(topic)
    if (!audience) return
    audience.evict(personId, farewell)
    this.#forgetEmpty(topic, audience)
  }

  /** Delivers what waits, and ends the topic. */
  end(topic: Topic): void {
    const audience = this.#audiences.get(topic)
    // A subscriber that is cut meanwhile leaves, and has to find its audience.
    audience?.flush(false)
    this.#audiences.delete(topic)
    audience?.end()
  }

  hasSubscribers(topic: Topic): boolean {
    return this.#audiences.has(topic)
  }

  counts(): { topics: number; deliveries: number } {
    return { topics: this.#audiences.size, ...this.#counts }
  }

  #flushSoon(audience: Audience<Event>) {
    this.#due.add(audience)
    if (this.#flushing) return
    this.#flushing = Promise.withResolvers()
    const rest = this.#restUntil - performance.now()
    if (rest > 0) setTimeout(this.flush, rest)
    else setImmediate(this.flush)
  }

  /** Topics come and go for ever: an empty one must not stay behind as a key. */
  #forgetEmpty(topic: Topic, audience: Audience<Event>) {
    if (audience.size > 0 || this.#audiences.get(topic) !== audience) return
    clearTimeout(audience.delay)
    this.#audiences.delete(topic)
  }
}
