/** Those in one audience who are told the very same bytes: one dialect, one tail (bench: fanout). */
import type { Announcement } from "./announcement.ts"
import { framed } from "./frame.ts"
import { isNewsTo, type Reader, type Seat } from "./reader.ts"

export class Group<Event> {
  readonly readers = new Set<Reader<Event>>()
  readonly #dialect: Seat<Event>["dialect"]
  readonly #tail: Buffer

  constructor({ dialect, tail }: Seat<Event>) {
    this.#dialect = dialect
    this.#tail = Buffer.from(tail)
  }

  /** Tells everyone in one write each. `isAlone` promises that no other group is told in this turn. */
  hear(batch: Announcement<Event>[], isAlone: boolean): void {
    const whole = this.#frames(batch)
    const isForAll = batch.every((announcement) => announcement.isForAll)
    for (const reader of this.readers) {
      const { outbox } = reader
      if (isForAll && reader.from === 0 && outbox.isQuick) outbox.write(whole, isAlone)
      else if (outbox.keepsUp()) this.#tellApart(reader, batch, isAlone)
    }
  }

  /** Tells one reader what it missed. */
  greet({ outbox }: Reader<Event>, greeting: Announcement<Event>[]): void {
    if (greeting.length > 0) outbox.answer(this.#frames(greeting))
  }

  end(): void {
    for (const reader of this.readers) reader.seat.ended()
  }

  /** What is particular to one reader: came in between, is spoken of, reads slowly. */
  #tellApart(reader: Reader<Event>, batch: Announcement<Event>[], isAlone: boolean) {
    const news = batch.slice(reader.from).filter((announcement) => isNewsTo(reader, announcement))
    reader.from = 0
    const { outbox } = reader
    const told = outbox.isQuick ? news : news.filter(({ isFleeting }) => !isFleeting)
    if (told.length > 0) outbox.write(this.#frames(told), isAlone)
    if (told.length < news.length) outbox.owe(reader, () => this.#makeUp(reader))
  }

  #makeUp(reader: Reader<Event>) {
    if (reader.standing && this.readers.has(reader))
      this.greet(reader, [reader.standing.standing()])
  }

  #frames(announcements: Announcement<Event>[]): Buffer {
    const bodies = announcements.map((announcement) => announcement.bodyIn(this.#dialect))
    return framed(bodies, this.#tail)
  }
}
