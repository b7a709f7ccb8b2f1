/**
 * Server-sent events, written by the hub as sockets are. A stream has no pongs: so one that makes its client present ends
 * by itself and is resumed. A client that does so was never away, a dead one leaves with its lease (docs/decisions/0018).
 */
import type { Socket } from "node:net"
import type { MemoryBudget } from "../../admission/memory-budget.ts"
import type { Peer } from "../../admission/peer.ts"
import { PING_INTERVAL_MS, SILENCE_MS_MAX, STREAM_LEASE_MS } from "../../limits.ts"
import type { Lease } from "../../live/presence.ts"
import { closeCodes } from "../close-codes.ts"
import { SocketOutbox } from "../outbox.ts"
import { greeting, PING, RECONNECT, RETURN } from "./event-stream-format.ts"
import type { Dialects, SubscriptionFeed } from "./feed.ts"

const TICKS_MAX = STREAM_LEASE_MS / PING_INTERVAL_MS

export interface StreamKeeper {
  /** Nothing more is written. `code` is null unless the server ended it for good. */
  closed(stream: EventStream, code: number | null): void
  /** It is not resumed. */
  forget(stream: EventStream): void
}

type Origin = { id: string; address: string; socket: Socket; budget: MemoryBudget }

export class EventStream implements Lease, Peer {
  readonly door = "events"
  readonly outbox: SocketOutbox
  readonly id: string
  readonly address: string
  /** Of the ping wheel. */
  slot: Set<EventStream> | null = null
  readonly #socket: Socket
  readonly #keeper: StreamKeeper
  readonly #openedAt = performance.now()
  #feed: Pick<SubscriptionFeed<never, unknown>["feed"], "isLease" | "pause" | "leave"> | null = null
  #isClosed = false
  #ticks = 0

  constructor({ id, address, socket, budget }: Origin, keeper: StreamKeeper) {
    this.id = id
    this.address = address
    this.#socket = socket
    this.#keeper = keeper
    this.outbox = new SocketOutbox(socket, this, budget)
  }

  get connectionKey() {
    return this.#socket
  }

  get isOpen(): boolean {
    return !this.#isClosed && this.#socket.writable
  }

  get isGone(): boolean {
    return !this.isOpen
  }

  /** Its outbox counts what it does not read. */
  hold() {}

  /** The request is the last sign of life. */
  seenAt(): number {
    return this.#openedAt
  }

  keepsUp(): boolean {
    return this.outbox.keepsUp()
  }

  /** The head of the answer has been sent. */
  open<Event>({ feed, dialectIn }: SubscriptionFeed<Event, unknown>, dialects: Dialects) {
    const onClose = () => {
      this.#close(null)
      this.#socket.destroy()
    }
    this.#feed = feed
    // A client that closes its side has left, whatever it has not read yet.
    this.#socket.once("end", onClose).once("close", onClose)
    // Pings are far enough apart for a busy server to be late with one.
    this.#socket.setTimeout(SILENCE_MS_MAX)
    this.outbox.writeAnswer(greeting())
    const { outbox } = this
    const onEnd = () => this.#endFeed()
    feed.deliver({ outbox, dialect: dialectIn(dialects), suffix: "", onEnd })
  }

  tick() {
    if (this.#isClosed) return this.#forget()
    if (!this.keepsUp()) return
    if (this.#feed?.isLease && ++this.#ticks >= TICKS_MAX) this.#endLease()
    else this.outbox.write(PING, true)
  }

  /** What was published before is still sent. */
  close(code: number) {
    if (this.#isClosed) return this.#forget()
    this.#close(code)
    this.#socket.destroySoon()
  }

  cut() {
    this.#close(closeCodes.tooSlow)
    this.#socket.destroy()
  }

  closeSlow() {
    this.cut()
  }

  /** The topic has ended: there is no use in reconnecting. */
  #endFeed() {
    if (this.isOpen) this.outbox.write(RETURN, true)
    this.close(closeCodes.noRoom)
  }

  /** Until the next tick its client may reconnect as if it had never been away. */
  #endLease() {
    this.outbox.write(RECONNECT, true)
    this.#isClosed = true
    this.#feed?.pause()
    this.#socket.destroySoon()
    this.#keeper.closed(this, null)
  }

  #close(code: number | null) {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#keeper.closed(this, code)
    this.#forget()
  }

  #forget() {
    this.#feed?.leave()
    this.#keeper.forget(this)
  }
}
