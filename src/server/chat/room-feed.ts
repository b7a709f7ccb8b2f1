/**
 * One following of a room, delivered by the hub with nothing running meanwhile. It is also the follower's lease on being
 * present: each has its own, however many share a connection.
 */
import type { RoomEvent } from "../../shared/events.ts"
import type { Peer } from "../admission/peer.ts"
import type { Announcement } from "../hub/announcement.ts"
import { Reader, type Seat } from "../hub/reader.ts"
import type { Core } from "./core.ts"
import type { Feed } from "./feed.ts"
import type { CaughtUp, Line } from "./line.ts"
import type { Person } from "./people.ts"
import type { Connection } from "./presence.ts"

type Told = Announcement<RoomEvent>
type Parts = Pick<Core, "hub" | "presence" | "typing" | "admission">

type Place = {
  roomId: number
  line: Line
  who: Person | null
  connection: Connection & Peer
}

export class RoomFeed implements Connection, Feed<RoomEvent> {
  readonly #parts: Parts
  readonly #place: Place
  #start: CaughtUp
  #reader: Reader<RoomEvent> | null = null
  /** For its address, from the moment it was let in. */
  #isCounted = true

  constructor(parts: Parts, place: Place, start: CaughtUp) {
    this.#parts = parts
    this.#place = place
    this.#start = start
  }

  /** True when it makes its follower present. */
  get isLease(): boolean {
    return this.#place.who !== null
  }

  seenAt(): number {
    return this.#place.connection.seenAt()
  }

  /** Tells the seat what it missed, who is there, and everything from now on, until it leaves. */
  deliver(seat: Seat<RoomEvent>): void {
    const { hub, presence } = this.#parts
    const { roomId, who, line } = this.#place
    const greeting = [...this.#missedBy(seat), ...this.#enter()]
    this.#start.missed = []
    this.#reader = new Reader(seat, who?.key ?? null, this)
    this.#reader.edition = presence.edition(roomId)
    hub.enter(roomId, this.#reader, greeting)
    if (line.isOver) hub.end(roomId)
  }

  /** Nothing more is told; the follower stays present until it leaves. */
  rest(): void {
    if (this.#reader) this.#parts.hub.leave(this.#place.roomId, this.#reader)
    this.#reader = null
  }

  leave(): void {
    const { presence, typing, admission } = this.#parts
    const { roomId, who, connection } = this.#place
    this.rest()
    if (this.#isCounted) admission.subscriptions?.leave(connection.address)
    this.#isCounted = false
    if (who && presence.leave(roomId, who, this)) typing.stop(roomId, who)
  }

  /** Who is there, for somebody who was not told how they came and went. */
  standing(): Told {
    const { presence } = this.#parts
    const { roomId, line } = this.#place
    return line.announce(presence.usersList(roomId), presence.edition(roomId))
  }

  /** What it has to be told to be in step, or, where that is more than its client may be sent, that it must read. */
  #missedBy({ outbox, dialect }: Seat<RoomEvent>): Told[] {
    const { line } = this.#place
    const missed = line.since(this.#start)
    const bytes = missed.reduce((sum, told) => sum + told.bodyIn(dialect).length, 0)
    return bytes === 0 || outbox.hasRoomFor(bytes) ? missed : [line.gap()]
  }

  /** Being there, as the follower hears of it. */
  #enter(): Told[] {
    const { presence } = this.#parts
    const { roomId, who, line } = this.#place
    if (line.isOver) return [line.announce({ type: "room_deleted", roomId })]
    const isNew = who !== null && presence.join(roomId, who, this)
    const list = this.standing()
    return isNew ? [line.announce({ type: "join", username: who.username }), list] : [list]
  }
}
