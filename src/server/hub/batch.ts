import type { Announcement, Dialect } from "./announcement.ts"

/** What one audience is told in one flush, and what is the same for all its groups. */
export class Batch<Event> {
  readonly announcements: Announcement<Event>[]
  /** Nobody is told anything else in this turn. */
  readonly isAlone: boolean
  /** Everybody is told all of it. */
  readonly isForAll: boolean
  /** How often one of them was told to somebody. */
  told = 0
  readonly #bodies = new Map<Dialect<Event>, Uint8Array[]>()

  constructor(announcements: Announcement<Event>[], isAlone: boolean) {
    this.announcements = announcements
    this.isAlone = isAlone
    this.isForAll = announcements.every(({ isForAll }) => isForAll)
  }

  bodiesIn(dialect: Dialect<Event>): Uint8Array[] {
    const known = this.#bodies.get(dialect)
    if (known) return known
    const bodies = this.announcements.map((announcement) => announcement.bodyIn(dialect))
    this.#bodies.set(dialect, bodies)
    return bodies
  }
}
