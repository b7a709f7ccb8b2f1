import type { Announcement, Dialect } from "./announcement.ts"

/** What one audience gets in one flush, and what is the same for all its groups. */
export class Batch<Event> {
  readonly announcements: Announcement<Event>[]
  /** Nothing else is written in this turn. */
  readonly isAlone: boolean
  readonly isForAll: boolean
  /** Announcements times subscribers that got them. */
  deliveries = 0
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
