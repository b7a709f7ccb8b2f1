/**
 * One answer that goes on: server-sent events, written by the hub as sockets are. Its body ends with the connection, so
 * that what is written is the same bytes for every stream of a room.
 *
 * A stream shows no life, as a socket does by its pongs. So one that makes its client present ends by itself and is asked
 * for again: a client that comes back was never away, and one that vanished, however silently, is gone with the lease
 * (docs/decisions/0018).
 */
import type { Socket } from "node:net"
import type { MemoryBudget } from "../../admission/memory-budget.ts"
import type { Peer } from "../../admission/peer.ts"
import { PING_INTERVAL_MS, SILENCE_MS_MAX, STREAM_LEASE_MS } from "../../limits.ts"
import type { Lease } from "../../live/presence.ts"

import { closeCodes } from "../close-codes.ts"
import { SocketOutbox } from "../outbox.ts"
import { COME_BACK, greeting, PING, RETURN } from "./event-format.ts"
import type { Dialects, SubscriptionFeed } from "./feed.ts"

const TURNS_MAX = STREAM_LEASE_MS / PING_INTERVAL_MS

export interface StreamKeeper {
  /** Nothing more is written. `code` is why the server ended it for good; null when it did not. */
  ended(stream: EventStream, code: number | null): void
  /** There is nothing more to do about it. */
  forget(stream: EventStream): void
}

/** `id` is the request's. */
type Origin = { id: string; address: string; socket: Socket; budget: MemoryBudget }

export class EventStream implements Lease, Peer {
  readonly door = "events"
  readonly outbox: SocketOutbox
  readonly id: string
  readonly address: string
  /** Where it is kept until it is forgotten. */
  slot: Set<EventStream> | null = null
  readonly #socket: Socket
  readonly #keeper: StreamKeeper
  readonly #askedAt = performance.now()
  #feed: Pick<SubscriptionFeed<never, unknown>["feed"], "isLease" | "pause" | "leave"> | null = null
  #isEnded = false
  #turns = 0

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

  get isGone(): boolean {
    return !this.isOpen
  }

  /** What is not read is counted where it is written. */
  hold() {}

  get isOpen(): boolean {
    return !this.#isEnded && this.#socket.writable
  }

  /** Being asked for is the last sign of life that there is. */
  seenAt(): number {
    return this.#askedAt
  }

  keepsUp(): boolean {
    return this.outbox.keepsUp()
  }

  /** Has everything told from now on. The head of the answer is out. */
  begin<Event>({ feed, dialectIn }: SubscriptionFeed<Event, unknown>, dialects: Dialects) {
    const gone = () => {
      this.#end(null)
      this.#socket.destroy()
    }
    this.#feed = feed
    // A client that closes its side has gone, whatever it has not read yet.
    this.#socket.once("end", gone).once("close", gone)
    // Pings are far enough apart for a busy server to be late with one.
    this.#socket.setTimeout(SILENCE_MS_MAX)
    this.outbox.writeAnswer(greeting())
    const { outbox } = this
    const onEnd = () => this.#return()
    feed.deliver({ outbox, dialect: dialectIn(dialects), suffix: "", onEnd })
  }

  /** Comes once in PING_INTERVAL_MS. */
  turn() {
    if (this.#isEnded) return this.#forget()
    if (!this.keepsUp()) return
    if (this.#feed?.isLease && ++this.#turns >= TURNS_MAX) this.#rest()
    else this.outbox.write(PING, true)
  }

  /** Ends it in order: what was told before still goes out. */
  close(code: number) {
    if (this.#isEnded) return this.#forget()
    this.#end(code)
    this.#socket.destroySoon()
  }

  drop() {
    this.cut()
  }

  cut() {
    this.#end(closeCodes.tooSlow)
    this.#socket.destroy()
  }

  /** There is nothing more to tell for good, and no use in asking again. */
  #return() {
    if (this.isOpen) this.outbox.write(RETURN, true)
    this.close(closeCodes.noRoom)
  }

  /** Until the next turn its client may come back as if it had never been away. */
  #rest() {
    this.outbox.write(COME_BACK, true)
    this.#isEnded = true
    this.#feed?.pause()
    this.#socket.destroySoon()
    this.#keeper.ended(this, null)
  }

  #end(code: number | null) {
    if (this.#isEnded) return
    this.#isEnded = true
    this.#keeper.ended(this, code)
    this.#forget()
  }

  #forget() {
    this.#feed?.leave()
    this.#keeper.forget(this)
  }
}
