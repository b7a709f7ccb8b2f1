/**
 * One subscription to a room, delivered by the hub with nothing running meanwhile. It is also its person's lease on being
 * present: each has its own, however many share a connection.
 */
import type { RoomEvent } from "../../shared/events.ts"
import type { Admission } from "../admission/admission.ts"
import type { Announcement } from "../hub/announcement.ts"
import type { Hub } from "../hub/hub.ts"
import { type Endpoint, Subscriber } from "../hub/subscriber.ts"
import type { Caller } from "../identity/caller.ts"
import type { Feed } from "./feed.ts"
import type { Lease, Presence } from "./presence.ts"
import type { CaughtUp, RoomStream } from "./room-stream.ts"
import type { Typing } from "./typing.ts"

type Announced = Announcement<RoomEvent>
type Parts = {
  hub: Hub<number, RoomEvent>
  presence: Presence
  typing: Typing
  admission: Pick<Admission, "subscriptions">
}
type Subscription = { caller: Caller; roomId: number; stream: RoomStream }

export class RoomFeed implements Lease, Feed<RoomEvent> {
  readonly #parts: Parts
  readonly #subscription: Subscription
  #start: CaughtUp
  #subscriber: Subscriber<RoomEvent> | null = null
  #isCounted = true

  constructor(parts: Parts, subscription: Subscription, start: CaughtUp) {
    this.#parts = parts
    this.#subscription = subscription
    this.#start = start
  }

  get isLease(): boolean {
    return this.#subscription.caller.person !== null
  }

  seenAt(): number {
    return this.#subscription.caller.peer.seenAt()
  }

  deliver(endpoint: Endpoint<RoomEvent>): void {
    const { hub, presence } = this.#parts
    const { caller, roomId, stream } = this.#subscription
    const greeting = [...this.#missedBy(endpoint), ...this.#enter()]
    this.#start.missed = []
    this.#subscriber = new Subscriber(endpoint, caller.person?.id ?? null, this)
    this.#subscriber.version = presence.version(roomId)
    hub.enter(roomId, this.#subscriber, greeting)
    if (stream.isEnded) hub.end(roomId)
  }

  pause(): void {
    if (this.#subscriber) this.#parts.hub.leave(this.#subscription.roomId, this.#subscriber)
    this.#subscriber = null
  }

  leave(): void {
    const { presence, typing, admission } = this.#parts
    const { caller, roomId } = this.#subscription
    const { person } = caller
    this.pause()
    if (this.#isCounted) admission.subscriptions?.leave(caller.address)
    this.#isCounted = false
    if (person && presence.leave(roomId, person, this)) typing.stop(roomId, person)
  }

  /** Who is there, for a subscriber that did not get every join and leave. */
  snapshot(): Announced {
    const { presence } = this.#parts
    const { roomId, stream } = this.#subscription
    return stream.announcementOf(presence.usersList(roomId), {
      version: presence.version(roomId),
    })
  }

  /** Where that is more than its client may be sent: that history has it. */
  #missedBy({ outbox, dialect }: Endpoint<RoomEvent>): Announced[] {
    const { stream } = this.#subscription
    const missed = stream.since(this.#start)
    const bytes = missed.reduce((sum, announced) => sum + announced.bodyIn(dialect).length, 0)
    return bytes === 0 || outbox.hasRoomFor(bytes) ? missed : [stream.gapEvent()]
  }

  /** Becomes present; what its own subscriber gets of that. */
  #enter(): Announced[] {
    const { presence } = this.#parts
    const { caller, roomId, stream } = this.#subscription
    const { person } = caller
    if (stream.isEnded) return [stream.announcementOf({ type: "room_deleted", roomId })]
    const isNew = person !== null && presence.join(roomId, person, this)
    const list = this.snapshot()
    return isNew ? [stream.announcementOf({ type: "join", username: person.name }), list] : [list]
  }
}
