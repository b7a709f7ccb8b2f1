import type { Announcement } from "./announcement.ts"

type Bounds = { events: number; bytes: number }
/** What all rings together hold. */
export type RingSpace = { bytes: number }
type Held<Event> = { announcement: Announcement<Event>; bytes: number }

/** What one of them takes beside its bytes: objects and maps. */
const OVERHEAD_BYTES = 1_000

/** The newest of a line of announcements without holes, as many as the bounds allow. */
export class Ring<Event> {
  readonly #bounds: Bounds
  readonly #space: RingSpace
  #held: Held<Event>[] = []
  #bytes = 0
  #isClosed = false

  constructor(bounds: Bounds, space: RingSpace) {
    this.#bounds = bounds
    this.#space = space
  }

  push(announcement: Announcement<Event>, bytes: number): void {
    if (this.#isClosed) return
    this.#held.push({ announcement, bytes })
    this.#grow(bytes + OVERHEAD_BYTES)
    this.#trim()
  }

  /** Adds what came before the first one held, where that leaves no hole. `next` is what would follow an empty ring. */
  putBefore(next: number, older: Held<Event>[]): void {
    if (this.#isClosed) return
    const first = this.#held[0]?.announcement.seq ?? next
    const before = older.filter(({ announcement }) => announcement.seq < first)
    if (before.at(-1)?.announcement.seq !== first - 1) return
    this.#held.unshift(...before)
    for (const { bytes } of before) this.#grow(bytes + OVERHEAD_BYTES)
    this.#trim()
  }

  /** Everything after `seq`, or null when it does not reach back that far. */
  after(seq: number): Announcement<Event>[] | null {
    const first = this.#held[0]?.announcement.seq
    if (first === undefined || seq < first - 1) return null
    return this.#held.slice(seq - first + 1).map(({ announcement }) => announcement)
  }

  clear(): void {
    this.#held = []
    this.#grow(-this.#bytes)
  }

  close(): void {
    this.clear()
    this.#isClosed = true
  }

  #trim() {
    while (this.#held.length > this.#bounds.events || this.#bytes > this.#bounds.bytes)
      this.#grow(-((this.#held.shift()?.bytes ?? 0) + OVERHEAD_BYTES))
  }

  #grow(bytes: number) {
    this.#bytes += bytes
    this.#space.bytes += bytes
  }
}
