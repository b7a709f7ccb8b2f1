import type { Announcement, Dialect } from "./announcement.ts"
import type { Outbox } from "./outbox.ts"

/** Where a subscriber is reached: its connection, the dialect spoken there, and what each event ends with. */
export interface Endpoint<Event> {
  readonly outbox: Outbox
  readonly dialect: Dialect<Event>
  readonly suffix: string
  /** Everything was delivered: the topic has ended. */
  onEnd(): void
}

/** One member of an audience. There are as many as subscriptions: fields, no closures (bench: idle). */
export class Subscriber<Event> {
  readonly endpoint: Endpoint<Event>
  readonly outbox: Outbox
  readonly personId: string | null
  /** Makes up for fleeting events that were left out; null where nothing does. */
  readonly snapshots: Snapshots<Event> | null
  /** Where in the waiting announcements this one entered: earlier ones are not for it. */
  from = 0
  /** Of the last snapshot delivered. */
  version = 0

  constructor(
    endpoint: Endpoint<Event>,
    personId: string | null,
    snapshots: Snapshots<Event> | null,
  ) {
    this.endpoint = endpoint
    this.outbox = endpoint.outbox
    this.personId = personId
    this.snapshots = snapshots
  }
}

export interface Snapshots<Event> {
  snapshot(): Announcement<Event>
}

type Known = Pick<Subscriber<unknown>, "personId" | "version">

/** False for what a person did themselves, and for a snapshot that was delivered before. */
export const isFor = <Event>(
  { personId, version }: Known,
  announcement: Announcement<Event>,
): boolean =>
  (announcement.except === null || announcement.except !== personId) &&
  (announcement.version === 0 || announcement.version !== version)
