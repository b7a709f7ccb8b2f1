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
import type { Figures } from "../figures.ts"
import { Announcement } from "../hub/announcement.ts"
import { Ring, type RingSpace } from "../hub/ring.ts"
import type { Replay, Store } from "../store/store.ts"

/** The raw socket's, tRPC's over a socket, and event streams'. */
const DIALECTS_MAX = 3
/** Beyond every position: asks for none of the log, only for how long it is. */
const LOG_END = Number.MAX_SAFE_INTEGER

type Told = Announcement<RoomEvent>
type Parts = {
  roomId: number
  store: Store
  space: RingSpace
  figures: Pick<Figures, "gapFills">
  tell: (told: Told) => void
}

type Read = Replay | null
/** Lets a read of the store wait for the turn of an address. */
export type Turn = { address: string; inTurn(read: () => Promise<Read>): Promise<Read> }

/** What somebody was told to be in step, and how far that goes: the line may go on before they enter. */
export type CaughtUp = { missed: Told[]; seq: number }

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
  /** Those who wait for their turn to read, by address. */
  readonly #turns = new Map<string, Promise<Read>>()
  /** Settles as the next read does. */
  #nextRead: PromiseWithResolvers<Replay> | null = null

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
    this.#ring.push(announcement, heldBytes(event))
    this.#parts.tell(announcement)
  }

  /** The log reaches up to `seq`: what was not heard of it is read. */
  reach(seq: number) {
    this.seq ??= seq
    if (seq > this.seq) void this.#fill(seq)
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
   * Who is too far back, or at a place the room never had, is told `gap`. Without a turn nothing is waited for. Rejects
   * with ROOM_NOT_FOUND, or as the turn does.
   */
  async catchUp(from: number | null, turn?: Turn): Promise<CaughtUp> {
    if (from !== null) return this.#missedSince(from, turn)
    while (this.seq === null) await this.#read(LOG_END, turn)
    return this.#caughtUp([])
  }

  /** What it takes to be in step now, for somebody who was a moment ago. */
  since({ missed, seq }: CaughtUp): Told[] {
    return [...missed, ...(this.after(seq) ?? [this.gap()])]
  }

  forgetRecent() {
    this.#ring.clear()
  }

  /** Remembers nothing from now on: whoever still reads is the last. */
  retire() {
    this.#ring.close()
  }

  isIdle(now: number): boolean {
    return !this.#reading && this.#turns.size === 0 && now - this.#usedAt > RING_KEEP_MS
  }

  async #missedSince(from: number, turn?: Turn): Promise<CaughtUp> {
    const recent = this.after(from)
    if (recent) return this.#caughtUp(recent)
    // After a restart everybody comes back at once: what can be known without the log is not read there.
    if (this.#isFarFrom(from)) return this.#caughtUp([this.gap()])
    const asked = Math.min(from, this.seq ?? from)
    const replay = await this.#read(asked, turn)
    if (!replay) return this.#missedSince(from, turn)
    // Whoever comes from a node that had heard more waits until the line has got there.
    const isBehind = from > (this.seq ?? 0) || (asked < from && !replay.complete)
    if (isBehind && from <= replay.latestSeq) return this.#missedSince(from, turn)
    if (!replay.complete || from > (this.seq ?? 0)) return this.#caughtUp([this.gap()])
    if (this.after(from)) return this.#missedSince(from, turn)
    // More than is remembered here.
    const told = replay.events.filter(({ seq }) => seq > from).map(fromLog)
    const { missed, seq } = await this.#missedSince(told.at(-1)?.seq ?? from, turn)
    return { missed: [...told, ...missed], seq }
  }

  #isFarFrom = (seq: number) => this.seq !== null && this.seq - seq > REPLAY_EVENTS_MAX

  #caughtUp(missed: Told[]): CaughtUp {
    this.#usedAt = performance.now()
    return { missed, seq: this.seq ?? 0 }
  }

  /**
   * Reads the log after a place; null when somebody else did, and that may have been enough. Every address waits for its
   * own turn, however much another has asked before, and the first whose turn it is reads for all.
   */
  async #read(after: number, turn?: Turn): Promise<Read> {
    if (this.#reading) return this.#reading.then(() => null)
    if (!turn) return this.#readNow(after)
    this.#nextRead ??= Promise.withResolvers()
    const { promise: nextRead } = this.#nextRead
    let isReader = false
    const wait = () =>
      turn.inTurn(async () => {
        isReader = this.#nextRead?.promise === nextRead
        return isReader ? this.#readNow(after) : null
      })
    const read = this.#turns.get(turn.address) ?? this.#waitInTurn(turn.address, wait)
    await Promise.race([read, nextRead])
    return isReader ? read : null
  }

  #waitInTurn(address: string, wait: () => Promise<Read>): Promise<Read> {
    const read = wait().finally(() => this.#turns.delete(address))
    this.#turns.set(address, read)
    return read
  }

  async #readNow(after: number): Promise<Replay> {
    const { store, roomId } = this.#parts
    this.#reading = store.replay({ roomId, after, limit: REPLAY_EVENTS_MAX })
    this.#nextRead?.resolve(this.#reading)
    this.#nextRead = null
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
      events.map((event) => ({ announcement: fromLog(event), bytes: heldBytes(event) })),
    )
    for (const event of events) this.hear(event)
  }

  /** The log is too long after a place: if that is where the line stands, everybody must skip. */
  #skipTo(latestSeq: number, after: number) {
    const isStart = this.seq === null
    if (!isStart && after !== this.seq) return
    this.seq = latestSeq
    this.#ring.clear()
    if (!isStart) this.#parts.tell(this.gap())
  }

  async #fill(upTo: number) {
    this.#heardUpTo = Math.max(this.#heardUpTo, upTo)
    if (this.#isFilling) return
    this.#isFilling = true
    const before = this.seq ?? 0
    const read = await this.#read(before).catch((error: unknown) => error)
    this.#isFilling = false
    const seq = this.seq ?? 0
    if (seq > before) this.#parts.figures.gapFills++
    if (isRoomGone(read)) return this.hear({ type: "room_deleted", roomId: this.#parts.roomId })
    if (seq >= this.#heardUpTo) return
    const isStuck = read !== null && seq === before
    if (isStuck) setTimeout(() => this.#fill(0), FILL_RETRY_MS).unref()
    else void this.#fill(0)
  }
}

const fromLog = (event: DurableEvent): Told => new Announcement<RoomEvent>(event, event.seq)

/** The event, and the frames it is kept as: one in each dialect, escaped. */
const heldBytes = ({ content }: DurableEvent) => JSON.stringify(content).length * (1 + DIALECTS_MAX)

/** True for the refusal of a room that is not there. */
const isRoomGone = (error: unknown): boolean =>
  error instanceof ChatError && error.code === "ROOM_NOT_FOUND"
