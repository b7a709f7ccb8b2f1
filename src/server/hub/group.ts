/** The subscribers of one audience that get the very same bytes: one dialect, one suffix (bench: fanout). */
import type { Announcement } from "./announcement.ts"
import type { Batch } from "./batch.ts"
import { type Endpoint, isFor, type Subscriber } from "./subscriber.ts"

export class Group<Event> {
  readonly subscribers = new Set<Subscriber<Event>>()
  readonly #dialect: Endpoint<Event>["dialect"]
  readonly #suffix: Uint8Array
  readonly #flushAudience: () => void

  constructor({ dialect, suffix }: Endpoint<Event>, flushAudience: () => void) {
    this.#dialect = dialect
    // Not from the pool: an idle subscriber would keep a whole slab with it.
    this.#suffix = new TextEncoder().encode(suffix)
    this.#flushAudience = flushAudience
  }

  deliver(batch: Batch<Event>): void {
    let packed: Uint8Array | undefined
    // Lazily: one client may be as many groups as it has subscriptions, and all of them cut or slow.
    const pack = () => {
      packed ??= this.#dialect.pack(batch.bodiesIn(this.#dialect), this.#suffix)
      return packed
    }
    // Counted for all at once, and corrected for those that got less (bench: fanout).
    batch.deliveries += this.subscribers.size * batch.announcements.length
    for (const subscriber of this.subscribers) {
      const { outbox } = subscriber
      if (batch.isForAll && subscriber.from === 0 && outbox.isQuick)
        outbox.write(packed ?? pack(), batch.isAlone)
      else
        batch.deliveries += this.#deliverApart(subscriber, batch, pack) - batch.announcements.length
    }
  }

  deliverTo({ outbox }: Subscriber<Event>, announcements: Announcement<Event>[]): void {
    if (announcements.length > 0) outbox.writeAnswer(this.#packed(announcements))
  }

  end(): void {
    for (const { endpoint, outbox } of this.subscribers) {
      outbox.audiences--
      endpoint.onEnd()
    }
    this.subscribers.clear()
  }

  /** A subscriber that entered in between, is the one spoken of, or reads slowly. Returns how many it got. */
  #deliverApart(
    subscriber: Subscriber<Event>,
    { announcements, isAlone }: Batch<Event>,
    pack: () => Uint8Array,
  ) {
    const { outbox } = subscriber
    if (!outbox.keepsUp()) return 0
    const due = announcements.slice(subscriber.from).filter((one) => isFor(subscriber, one))
    subscriber.from = 0
    const delivered = outbox.isQuick ? due : due.filter(({ isFleeting }) => !isFleeting)
    // Slow subscribers share the bytes too: what waits for fifty of them is held once.
    const isAll = delivered.length === announcements.length
    if (delivered.length > 0) outbox.write(isAll ? pack() : this.#packed(delivered), isAlone)
    if (delivered.length < due.length)
      outbox.onCaughtUp(subscriber, () => this.#deliverSnapshot(subscriber))
    return delivered.length
  }

  #deliverSnapshot(subscriber: Subscriber<Event>) {
    // A snapshot is as of now: nothing that was published before may follow it.
    this.#flushAudience()
    if (subscriber.snapshots && this.subscribers.has(subscriber))
      this.deliverTo(subscriber, [subscriber.snapshots.snapshot()])
  }

  #packed(announcements: Announcement<Event>[]): Uint8Array {
    const bodies = announcements.map((announcement) => announcement.bodyIn(this.#dialect))
    return this.#dialect.pack(bodies, this.#suffix)
  }
}
