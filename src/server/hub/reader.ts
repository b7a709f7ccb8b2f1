import type { Announcement, Dialect } from "./announcement.ts"
import type { Outbox } from "./outbox.ts"

/** Where a client is told: the connection, what is spoken there, and what each event ends with. */
export interface Seat<Event> {
  readonly outbox: Outbox
  readonly dialect: Dialect<Event>
  readonly tail: string
  /** Everything has been told: the topic is over. */
  ended(): void
}

/** Somebody in an audience. There are as many as subscriptions: fields, no closures (bench: idle). */
export class Reader<Event> {
  readonly seat: Seat<Event>
  readonly outbox: Outbox
  /** Who it is, for what nobody is told of themselves. */
  readonly key: string | null
  /** What makes up for passing events that were not told. */
  readonly standing: Standing<Event> | null
  /** Where in what waits this reader came in: that much is not for it. */
  from = 0
  /** The last edition heard. */
  edition = 0

  constructor(seat: Seat<Event>, key: string | null, standing: Standing<Event> | null) {
    this.seat = seat
    this.outbox = seat.outbox
    this.key = key
    this.standing = standing
  }
}

export interface Standing<Event> {
  standing(): Announcement<Event>
}

type Place = Pick<Reader<unknown>, "key" | "edition">

/** False for what somebody does themselves and what they have heard already. */
export const isNewsTo = <Event>(
  { key, edition }: Place,
  { except, edition: told }: Announcement<Event>,
): boolean => (except === null || except !== key) && (told === 0 || told !== edition)
