/**
 * One following of a room. A socket has it delivered, by the hub and with nothing running meanwhile; everybody else
 * iterates it. It is also the follower's lease on being present: each has its own, however many share a connection.
 */
import { isDurable, type RoomEvent } from "../../shared/events.ts"
import { INBOX_EVENTS_MAX } from "../../shared/limits.ts"
import { Announcement } from "../hub/announcement.ts"
import { isNewsTo, Reader, type Seat } from "../hub/reader.ts"
import type { Core } from "./core.ts"
import { createInbox } from "./inbox.ts"
import type { Line } from "./line.ts"
import type { Person } from "./people.ts"
import type { Connection } from "./presence.ts"

type Told = Announcement<RoomEvent>
type Parts = Pick<Core, "hub" | "presence" | "typing">

type Place = {
  roomId: number
  line: Line
  who: Person | null
  connection: Connection
  /** Ends the reading of a feed that is iterated. */
  signal?: AbortSignal | undefined
}

export class RoomFeed implements Connection, AsyncIterable<Told> {
  readonly #parts: Parts
  readonly #place: Place
  #backlog: Told[]
  /** Where the backlog leads. */
  #seq: number
  #reader: Reader<RoomEvent> | null = null

  /** `backlog` is what brings the follower in step with the line as it stands. */
  constructor(parts: Parts, place: Place, backlog: Told[]) {
    this.#parts = parts
    this.#place = place
    this.#backlog = backlog
    this.#seq = place.line.seq ?? 0
  }

  seenAt(): number {
    return this.#place.connection.seenAt()
  }

  /** Tells the seat what it missed, who is there, and everything from now on, until it leaves. */
  deliver(seat: Seat<RoomEvent>): void {
    const { hub, presence } = this.#parts
    const { roomId, who, line } = this.#place
    const since = line.after(this.#seq) ?? [line.gap()]
    const greeting = [...this.#backlog, ...since, ...this.#enter()]
    this.#backlog = []
    this.#reader = new Reader(seat, who?.key ?? null, this)
    this.#reader.edition = presence.edition(roomId)
    hub.enter(roomId, this.#reader, greeting)
    if (line.isOver) hub.end(roomId)
  }

  leave(): void {
    const { hub, presence, typing } = this.#parts
    const { roomId, who } = this.#place
    if (this.#reader) hub.leave(roomId, this.#reader)
    if (who && presence.leave(roomId, who, this)) typing.stop(roomId, who)
  }

  /** Who is there, for somebody who was not told how they came and went. */
  standing(): Told {
    const { presence } = this.#parts
    const { roomId, line } = this.#place
    return line.announce(presence.usersList(roomId), presence.edition(roomId))
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Told, void, void> {
    const { hub, presence } = this.#parts
    const { roomId, who, line, signal } = this.#place
    const inbox = createInbox<Told | "lost">(INBOX_EVENTS_MAX, "lost")
    const missed = [...this.#backlog, ...(await this.#missed())]
    if (signal?.aborted) return
    signal?.addEventListener("abort", inbox.end, { once: true })
    const greeting = [...missed, ...this.#enter()]
    const place = { key: who?.key ?? null, edition: presence.edition(roomId) }
    const stopListening = hub.listen(roomId, {
      hear: (told) => isNewsTo(place, told) && inbox.push(told),
      ended: inbox.end,
    })
    if (line.isOver) hub.end(roomId)
    this.#seq = line.seq ?? 0
    try {
      yield* greeting
      for await (const heard of inbox)
        if (heard !== "lost") yield* this.#inTurn([heard])
        else yield* this.#inTurn([...(await this.#missed()), this.standing()])
    } finally {
      stopListening()
      this.leave()
    }
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

  /** What the line told since; that the room is gone, the line itself tells. */
  #missed(): Promise<Told[]> {
    const { line } = this.#place
    return line.catchUp(this.#seq).catch((error) => {
      if (line.isOver) return []
      throw error
    })
  }

  /** Drops what was read from the log already; what merely passes is told at the place that was reached. */
  *#inTurn(told: Told[]): Generator<Told> {
    for (const one of told) {
      const marks = isDurable(one.event) || one.event.type === "gap"
      if (marks && one.seq <= this.#seq) continue
      if (marks) this.#seq = one.seq
      yield one.seq === this.#seq ? one : new Announcement(one.event, this.#seq)
    }
  }
}
