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
import { type CaughtUp, isRoomGone, type Line } from "./line.ts"
import type { Person } from "./people.ts"
import type { Connection } from "./presence.ts"

type Told = Announcement<RoomEvent>
type Parts = Pick<Core, "lines" | "hub" | "presence" | "typing">

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
  #start: CaughtUp
  #reader: Reader<RoomEvent> | null = null

  constructor(parts: Parts, place: Place, start: CaughtUp) {
    this.#parts = parts
    this.#place = place
    this.#start = start
  }

  seenAt(): number {
    return this.#place.connection.seenAt()
  }

  /** Tells the seat what it missed, who is there, and everything from now on, until it leaves. */
  deliver(seat: Seat<RoomEvent>): void {
    const { hub, presence } = this.#parts
    const { roomId, who, line } = this.#place
    const greeting = [...line.since(this.#start), ...this.#enter()]
    this.#start.missed = []
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
    const { hub, lines, presence } = this.#parts
    // Nobody may have listened for so long that the line was let go, and others go on with a new one.
    if (!this.#place.line.isOver) this.#place.line = lines.of(this.#place.roomId)
    const { roomId, who, line, signal } = this.#place
    const inbox = createInbox<Told | "lost">(INBOX_EVENTS_MAX, "lost")
    const { missed } = this.#start
    const start = await this.#catchUp(this.#start.seq)
    if (signal?.aborted) return
    signal?.addEventListener("abort", inbox.end, { once: true })
    const greeting = [...missed, ...line.since(start), ...this.#enter()]
    const seq = line.seq ?? 0
    const place = { key: who?.key ?? null, edition: presence.edition(roomId) }
    const stopListening = hub.listen(roomId, {
      hear: (told) => isNewsTo(place, told) && inbox.push(told),
      ended: inbox.end,
    })
    if (line.isOver) hub.end(roomId)
    try {
      yield* greeting
      yield* this.#inStep(inbox, seq)
    } finally {
      stopListening()
      this.leave()
    }
  }

  /** From `start` on without a hole or a repetition. */
  async *#inStep(inbox: AsyncIterable<Told | "lost">, start: number) {
    let seq = start
    for await (const one of this.#whole(inbox, () => seq)) {
      // What was read from the log may have been heard as well.
      if (marks(one) && one.seq <= seq) continue
      if (marks(one)) seq = one.seq
      // What merely passes is told at the place that was reached, or coming back there would miss or repeat.
      yield one.seq === seq ? one : new Announcement(one.event, seq)
    }
  }

  /** What is heard, and in the place of what was lost what can still be told of it. */
  async *#whole(inbox: AsyncIterable<Told | "lost">, reached: () => number) {
    for await (const heard of inbox) {
      const told = heard === "lost" ? await this.#lost(reached()) : [heard]
      yield* told
      if (told.at(-1)?.event.type === "room_deleted") return
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

  /** What came faster than it was read. */
  async #lost(seq: number): Promise<Told[]> {
    const { missed } = await this.#catchUp(seq)
    const { roomId, line } = this.#place
    // What was lost is lost for good with its room, and what followed it would show a hole.
    if (line.isOver) return [line.announce({ type: "room_deleted", roomId })]
    return [...missed, this.standing()]
  }

  /** That the room is gone, the line itself tells. */
  #catchUp(seq: number): Promise<CaughtUp> {
    const { roomId, line } = this.#place
    return line.catchUp(seq).catch((error) => {
      if (isRoomGone(error)) line.hear({ type: "room_deleted", roomId })
      if (line.isOver) return { missed: [], seq }
      throw error
    })
  }
}

/** True for what moves a reader on in the room's log. */
const marks = ({ event }: Told) => isDurable(event) || event.type === "gap"
