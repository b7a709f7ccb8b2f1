/** Those in one audience who are told the very same bytes: one dialect, one tail (bench: fanout). */
import type { Announcement } from "./announcement.ts"
import type { Batch } from "./batch.ts"
import { isNewsTo, type Reader, type Seat } from "./reader.ts"

export class Group<Event> {
  readonly readers = new Set<Reader<Event>>()
  readonly #dialect: Seat<Event>["dialect"]
  readonly #tail: Buffer
  readonly #tellWaiting: () => void

  /** `tellWaiting` tells the audience what waits. */
  constructor({ dialect, tail }: Seat<Event>, tellWaiting: () => void) {
    this.#dialect = dialect
    this.#tail = Buffer.from(tail)
    this.#tellWaiting = tellWaiting
  }

  /** Tells everyone, in one write each. */
  hear(batch: Batch<Event>): void {
    let packed: Uint8Array | undefined
    // Not for those who are cut, or told less: one client may be as many groups as it has subscriptions.
    const pack = () => {
      packed ??= this.#dialect.pack(batch.bodiesIn(this.#dialect), this.#tail)
      return packed
    }
    // Counted for all at once: who is told less is taken off again (bench: fanout).
    batch.told += this.readers.size * batch.announcements.length
    for (const reader of this.readers) {
      const { outbox } = reader
      if (batch.isForAll && reader.from === 0 && outbox.isQuick)
        outbox.write(packed ?? pack(), batch.isAlone)
      else batch.told += this.#tellApart(reader, batch, pack) - batch.announcements.length
    }
  }

  /** Tells one reader what the others are not told now. */
  greet({ outbox }: Reader<Event>, greeting: Announcement<Event>[]): void {
    if (greeting.length > 0) outbox.answer(this.#packed(greeting))
  }

  end(): void {
    for (const { seat, outbox } of this.readers) {
      outbox.seats--
      seat.ended()
    }
    this.readers.clear()
  }

  /** What is particular to one reader: came in between, is spoken of, reads slowly. Answers how much of it was told. */
  #tellApart(
    reader: Reader<Event>,
    { announcements, isAlone }: Batch<Event>,
    pack: () => Uint8Array,
  ) {
    const { outbox } = reader
    if (!outbox.keepsUp()) return 0
    const news = announcements.slice(reader.from).filter((one) => isNewsTo(reader, one))
    reader.from = 0
    const told = outbox.isQuick ? news : news.filter(({ isFleeting }) => !isFleeting)
    // Slow readers share the bytes too: what waits for fifty of them is held once.
    const isAll = told.length === announcements.length
    if (told.length > 0) outbox.write(isAll ? pack() : this.#packed(told), isAlone)
    if (told.length < news.length) outbox.owe(reader, () => this.#makeUp(reader))
    return told.length
  }

  #makeUp(reader: Reader<Event>) {
    // What stands is told as of now: nothing that came before may follow it.
    this.#tellWaiting()
    if (reader.standing && this.readers.has(reader))
      this.greet(reader, [reader.standing.standing()])
  }

  #packed(announcements: Announcement<Event>[]): Uint8Array {
    const bodies = announcements.map((announcement) => announcement.bodyIn(this.#dialect))
    return this.#dialect.pack(bodies, this.#tail)
  }
}
