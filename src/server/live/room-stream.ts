/**
 * A room's events on this node, in the order of their `seq`, however they arrive: one that arrives twice is published
 * once, missing ones (a later one overtook them) are read from the store, and recent ones are kept for subscribers that
 * resume. So all subscribers of a room get the same, and none has to watch the order.
 */
import { ChatError } from "../../shared/errors.ts"
import { type DurableEvent, isDurable, type RoomEvent } from "../../shared/events.ts"
import { REPLAY_EVENTS_MAX } from "../../shared/limits.ts"
import { Announcement } from "../hub/announcement.ts"
import { Ring, type RingSpace } from "../hub/ring.ts"
import { FILL_RETRY_MS, RING_BYTES_MAX, RING_EVENTS_MAX, RING_KEEP_MS } from "../limits.ts"
import type { Metrics } from "../metrics.ts"
import type { Replay, Store } from "../store/store.ts"
import { LogReader, type ReadTurn } from "./log-reader.ts"

/** The raw socket's, tRPC's over a socket, and event streams'. */
const DIALECTS_MAX = 3
/** Beyond every seq: asks only how long the log is. */
const LOG_END = Number.MAX_SAFE_INTEGER

type Announced = Announcement<RoomEvent>
type Parts = {
  roomId: number
  store: Store
  space: RingSpace
  metrics: Pick<Metrics, "gapFills">
  publish: (announced: Announced) => void
}

/** `version`: of a list of people. `except`: the id of the person whose own subscribers do not get it. */
export type PublishOptions = { version?: number; except?: string }

/** What a subscriber missed, up to `seq`: the stream may go on before it enters. */
export type CaughtUp = { missed: Announced[]; seq: number }

export class RoomStream {
  /** Of the last event published; null before anything is known of the log. */
  seq: number | null = null
  isEnded = false
  readonly #parts: Parts
  readonly #ring: Ring<RoomEvent>
  #usedAt = 0
  #knownUpTo = 0
  #isFilling = false
  readonly #log: LogReader

  constructor(parts: Parts) {
    this.#parts = parts
    this.#ring = new Ring({ events: RING_EVENTS_MAX, bytes: RING_BYTES_MAX }, parts.space)
    const onReplay = (replay: Replay, after: number) => this.#merge(replay, after)
    this.#log = new LogReader({ ...parts, onReplay })
  }

  accept(event: RoomEvent, options?: PublishOptions) {
    this.isEnded ||= event.type === "room_deleted"
    if (!isDurable(event)) return this.#parts.publish(this.announcementOf(event, options))
    this.seq ??= event.seq - 1
    if (event.seq <= this.seq) return
    if (event.seq > this.seq + 1) return void this.#fill(event.seq)
    this.seq = event.seq
    const announced = this.announcementOf(event)
    this.#ring.push(announced, heldBytes(event))
    this.#parts.publish(announced)
  }

  /** The log reaches up to `seq`: what is missing here is read. */
  catchUpTo(seq: number) {
    this.seq ??= seq
    if (seq > this.seq) void this.#fill(seq)
  }

  announcementOf(event: RoomEvent, options?: PublishOptions): Announced {
    const isFleeting = !(isDurable(event) || event.type === "gap" || event.type === "room_deleted")
    return new Announcement(event, this.seq ?? 0, { isFleeting, ...options })
  }

  /** Says that history has what was published so far. */
  gapEvent = (): Announced => this.announcementOf({ type: "gap", latestSeq: this.seq ?? 0 })

  /** Everything published after `seq`, or null where only the store can say. */
  after(seq: number): Announced[] | null {
    this.#usedAt = performance.now()
    if (this.seq === null || seq > this.seq) return null
    return seq === this.seq ? [] : this.#ring.after(seq)
  }

  /**
   * What a subscriber that has everything up to `seq` missed; null starts here and now. Too far back, or at a seq the
   * room never had, that is a `gap`. Without a turn nothing is waited for. Rejects with ROOM_NOT_FOUND, or as the turn does.
   */
  async replayFrom(seq: number | null, turn?: ReadTurn): Promise<CaughtUp> {
    if (seq !== null) return this.#missedSince(seq, turn)
    while (this.seq === null) await this.#log.read(LOG_END, turn)
    return this.#caughtUp([])
  }

  /** The same as of now, for one that was caught up a moment ago. */
  since({ missed, seq }: CaughtUp): Announced[] {
    return [...missed, ...(this.after(seq) ?? [this.gapEvent()])]
  }

  clearRing() {
    this.#ring.clear()
  }

  /** Keeps nothing from now on: those that still read are the last. */
  close() {
    this.#ring.close()
  }

  isIdle(now: number): boolean {
    return this.#log.isIdle && now - this.#usedAt > RING_KEEP_MS
  }

  async #missedSince(from: number, turn?: ReadTurn): Promise<CaughtUp> {
    const recent = this.after(from)
    if (recent) return this.#caughtUp(recent)
    // After a restart everybody resumes at once: what can be known without the log is not read there.
    if (this.#isFarFrom(from)) return this.#caughtUp([this.gapEvent()])
    const asked = Math.min(from, this.seq ?? from)
    const replay = await this.#log.read(asked, turn)
    if (!replay) return this.#missedSince(from, turn)
    // One that comes from a node that was ahead waits until this one has got there.
    const isBehind = from > (this.seq ?? 0) || (asked < from && !replay.complete)
    if (isBehind && from <= replay.latestSeq) return this.#missedSince(from, turn)
    if (!replay.complete || from > (this.seq ?? 0)) return this.#caughtUp([this.gapEvent()])
    if (this.after(from)) return this.#missedSince(from, turn)
    // More than the ring holds.
    const read = replay.events.filter(({ seq }) => seq > from).map(fromLog)
    const { missed, seq } = await this.#missedSince(read.at(-1)?.seq ?? from, turn)
    return { missed: [...read, ...missed], seq }
  }

  #isFarFrom = (seq: number) => this.seq !== null && this.seq - seq > REPLAY_EVENTS_MAX

  #caughtUp(missed: Announced[]): CaughtUp {
    this.#usedAt = performance.now()
    return { missed, seq: this.seq ?? 0 }
  }

  /** What the log has and the stream does not is published. */
  #merge({ latestSeq, events, complete }: Replay, after: number) {
    if (after === LOG_END) this.seq ??= latestSeq
    if (!complete) return this.#skipTo(latestSeq, after)
    this.seq ??= after
    this.#ring.putBefore(
      this.seq + 1,
      events.map((event) => ({ announcement: fromLog(event), bytes: heldBytes(event) })),
    )
    for (const event of events) this.accept(event)
  }

  /** The log is too long after a seq: if that is the stream's own, all subscribers must skip. */
  #skipTo(latestSeq: number, after: number) {
    const isStart = this.seq === null
    if (!isStart && after !== this.seq) return
    this.seq = latestSeq
    this.#ring.clear()
    if (!isStart) this.#parts.publish(this.gapEvent())
  }

  async #fill(upTo: number) {
    this.#knownUpTo = Math.max(this.#knownUpTo, upTo)
    if (this.#isFilling) return
    this.#isFilling = true
    const before = this.seq ?? 0
    const read = await this.#log.read(before).catch((error: unknown) => error)
    this.#isFilling = false
    const seq = this.seq ?? 0
    if (seq > before) this.#parts.metrics.gapFills++
    if (isRoomNotFound(read))
      return this.accept({ type: "room_deleted", roomId: this.#parts.roomId })
    if (seq >= this.#knownUpTo) return
    const isStuck = read !== null && seq === before
    if (isStuck) setTimeout(() => this.#fill(0), FILL_RETRY_MS).unref()
    else void this.#fill(0)
  }
}

const fromLog = (event: DurableEvent): Announced => new Announcement<RoomEvent>(event, event.seq)

/** The event, and the frames it is kept as: one in each dialect, escaped. */
const heldBytes = ({ content }: DurableEvent) => JSON.stringify(content).length * (1 + DIALECTS_MAX)

const isRoomNotFound = (error: unknown): boolean =>
  error instanceof ChatError && error.code === "ROOM_NOT_FOUND"
