/** Who listens to one topic, and what waits to be told to them. */
import type { Announcement } from "./announcement.ts"
import { Batch } from "./batch.ts"
import { Group } from "./group.ts"
import type { Reader, Seat } from "./reader.ts"

export class Audience<Event> {
  /** What is to be told next, in order. */
  waiting: Announcement<Event>[] = []
  /** Runs while something passing waits for company. */
  patience: NodeJS.Timeout | undefined
  size = 0
  readonly #count: { deliveries: number }
  readonly #groups = new Map<string, Group<Event>>()

  /** `count` is shared by all audiences of a hub. */
  constructor(count: { deliveries: number }) {
    this.#count = count
  }

  /** Tells a reader the greeting, and everything from now on: not what waits already. */
  enter(reader: Reader<Event>, greeting: Announcement<Event>[]): void {
    const { seat, outbox } = reader
    reader.from = this.waiting.length
    outbox.seats++
    this.size++
    const key = groupKey(seat)
    const group = this.#groups.get(key) ?? new Group(seat, () => this.flush(false))
    this.#groups.set(key, group)
    group.readers.add(reader)
    group.greet(reader, greeting)
    this.#count.deliveries += greeting.length
  }

  leave(reader: Reader<Event>): void {
    const key = groupKey(reader.seat)
    const group = this.#groups.get(key)
    if (!group?.readers.delete(reader)) return
    reader.outbox.seats--
    this.size--
    if (group.readers.size === 0) this.#groups.delete(key)
  }

  /** Tells what waits. `isAlone` promises that no other audience is told in this turn. */
  flush(isAlone: boolean): void {
    clearTimeout(this.patience)
    this.patience = undefined
    const { waiting } = this
    if (waiting.length === 0) return
    this.waiting = []
    const batch = new Batch(waiting, isAlone && this.#groups.size === 1)
    for (const group of this.#groups.values()) group.hear(batch)
    this.#count.deliveries += batch.told
  }

  end(): void {
    for (const group of this.#groups.values()) group.end()
  }
}

const groupKey = ({ dialect, tail }: Seat<never>) => `${dialect.name} ${tail}`
