/**
 * A room's line on this node: its events in the order of their `seq`, however they arrive. What arrives twice is told
 * once; a hole (another event overtook) is filled from the store; the recent ones are kept for those who come back. So
 * everybody in a room hears the same, and nobody has to watch for holes.
 */
import { ChatError } from "../../shared/errors.ts"
import { type DurableEvent, isDurable, type RoomEvent } from "../../shared/events.ts"
import {
  FILL_RETRY_MS,
  REPLAY_EVENTS_MAX,
  RING_BYTES_MAX,
  RING_EVENTS_MAX,
  RING_KEEP_MS,
} from "../../shared/limits.ts"
import { nameKey } from "../../shared/text.ts"
import { Announcement } from "../hub/announcement.ts"
import { Ring, type RingSpace } from "../hub/ring.ts"
import type { Replay, Store } from "../store/store.ts"

/** Beyond every position: asks for none of the log, only for how long it is. */
const LOG_END = Number.MAX_SAFE_INTEGER

type Told = Announcement<RoomEvent>
type Parts = { roomId: number; store: Store; space: RingSpace; tell: (told: Told) => void }

export class Line {
  /** Of the last one told; null before anything is known of the log. */
  seq: number | null = null
  /** The room is gone. */
  isOver = false
  readonly #parts: Parts
  readonly #ring: Ring<RoomEvent>
  #usedAt = 0
  #heardUpTo = 0
  #isFilling = false
  #reading: Promise<Replay> | null = null

  constructor(parts: Parts) {
    this.#parts = parts
    this.#ring = new Ring({ events: RING_EVENTS_MAX, bytes: RING_BYTES_MAX }, parts.space)
  }

  /** Takes an event in. `edition` is that of a list of people. */
  hear(event: RoomEvent, edition = 0) {
    this.isOver ||= event.type === "room_deleted"
    if (!isDurable(event)) return this.#parts.tell(this.announce(event, edition))
    this.seq ??= event.seq - 1
    if (event.seq <= this.seq) return
    if (event.seq > this.seq + 1) return void this.#fill(event.seq)
    this.seq = event.seq
    const announcement = this.announce(event)
    this.#ring.push(announcement, textBytes(event))
    this.#parts.tell(announcement)
  }

  /** The event as it is told here and now. */
  announce(event: RoomEvent, edition = 0): Told {
    return new Announcement(event, this.seq ?? 0, {
      isFleeting: !(isDurable(event) || event.type === "gap" || event.type === "room_deleted"),
      except: event.type === "typing" ? nameKey(event.username) : null,
      edition,
    })
  }

  /** The news that what was told so far is to be read elsewhere. */
  gap = (): Told => this.announce({ type: "gap", latestSeq: this.seq ?? 0 })

  /** Everything told after `seq`, or null where only the store can say. */
  after(seq: number): Told[] | null {
    this.#usedAt = performance.now()
    if (this.seq === null || seq > this.seq) return null
    return seq === this.seq ? [] : this.#ring.after(seq)
  }

  /**
   * What somebody who has everything up to `from` must be told to be in step with the line; null starts here and now.
   * Who is too far back, or at a place the room never had, is told `gap`. Rejects with ROOM_NOT_FOUND.
   */
  async catchUp(from: number | null): Promise<Told[]> {
    while (from === null && this.seq === null) await this.#read(LOG_END)
    let seq = from ?? this.seq ?? 0
    const backlog: Told[] = []
    while (true) {
      const recent = this.after(seq)
      if (recent) return [...backlog, ...recent]
      const replay = await this.#read(Math.min(seq, this.seq ?? seq))
      if (!replay) continue
      if (!replay.complete || seq > (this.seq ?? 0)) return [...backlog, this.gap()]
      for (const event of replay.events.filter((event) => event.seq > seq)) {
        backlog.push(new Announcement(event, event.seq))
        seq = event.seq
      }
    }
  }

  forgetRecent() {
    this.#ring.clear()
  }

  isIdle = (now: number): boolean => !this.#reading && now - this.#usedAt > RING_KEEP_MS

  /** Reads the log after a place; null when somebody else was reading, and that may have been enough. */
  async #read(after: number): Promise<Replay | null> {
    if (this.#reading) {
      await this.#reading.catch(() => null)
      return null
    }
    const { store, roomId } = this.#parts
    this.#reading = store.replay({ roomId, after, limit: REPLAY_EVENTS_MAX })
    try {
      const replay = await this.#reading
      this.#learn(after, replay)
      return replay
    } finally {
      this.#reading = null
    }
  }

  /** What the log turned out to hold is told to everybody who has not heard it yet, and remembered. */
  #learn(after: number, { latestSeq, events, complete }: Replay) {
    if (after === LOG_END) this.seq ??= latestSeq
    if (!complete) return this.#skipTo(latestSeq, after)
    this.seq ??= after
    this.#ring.putBefore(
      this.seq + 1,
      events.map((event) => ({
        announcement: new Announcement<RoomEvent>(event, event.seq),
        textBytes: textBytes(event),
      })),
    )
    for (const event of events) this.hear(event)
  }

  /** The log is not to be had from a place on: if that is where the line stands, everybody must skip. */
  #skipTo(latestSeq: number, after: number) {
    const isBehind = this.seq !== null && after === this.seq && latestSeq > this.seq
    if (this.seq !== null && !isBehind) return
    this.seq = latestSeq
    this.#ring.clear()
    if (isBehind) this.#parts.tell(this.gap())
  }

  async #fill(upTo: number) {
    this.#heardUpTo = Math.max(this.#heardUpTo, upTo)
    if (this.#isFilling) return
    this.#isFilling = true
    const before = this.seq ?? 0
    const isGone = await this.#read(before).then(() => false, isRoomGone)
    this.#isFilling = false
    const { seq } = this
    if (isGone) this.hear({ type: "room_deleted", roomId: this.#parts.roomId })
    else if (seq === before) setTimeout(() => this.#fill(0), FILL_RETRY_MS).unref()
    else if (seq !== null && seq < this.#heardUpTo) void this.#fill(0)
  }
}

const textBytes = ({ content }: DurableEvent) => Buffer.byteLength(content)

const isRoomGone = (error: unknown) => error instanceof ChatError && error.code === "ROOM_NOT_FOUND"
