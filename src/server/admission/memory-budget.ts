/** Bounds what all clients leave unread: beyond, slow connections are cut, first of the address that holds the most. */
import { ChatError } from "../../shared/errors.ts"
import { UNREAD_GRACE_MS } from "../limits.ts"
import { type Account, HeldBytes, type Holder, type Holders, type Piece } from "./held-bytes.ts"

export class MemoryBudget {
  readonly #bytesMax: number
  readonly #held = new HeldBytes()
  #cuts = 0
  #isRelieving = false
  #restUntil = 0

  /** `bytesMax` for all addresses together; what one of them holds alone may be half of it. */
  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax
  }

  isFull(): boolean {
    return this.#held.total >= this.#bytesMax
  }

  /** Whether one more answer may be made for an address, where needed after slow clients are cut. */
  spaceFor(address: string): "yes" | "not for this address" | "not now" {
    const account = this.#held.accounts.get(address)
    if (account) this.#relieve(account.holders, UNREAD_GRACE_MS, () => this.#isFullFor(account))
    if (account && this.#isFullFor(account)) return "not for this address"
    if (this.isFull()) this.#relieveAll()
    return this.isFull() ? "not now" : "yes"
  }

  hold(holder: Holder, bytes: number): void {
    this.#held.hold(holder, bytes)
    this.#relieveSoon()
  }

  /** Counts bytes that were written to a connection, which with them has `unsentBytes`. */
  holdPiece(holder: Holder, piece: Piece, unsentBytes: number): void {
    this.#held.holdPiece(holder, piece, unsentBytes)
    this.#relieveSoon()
  }

  release(holder: Holder): void {
    this.#held.release(holder)
  }

  usage() {
    return { bytes: this.#held.total, bytesMax: this.#bytesMax, cuts: this.#cuts }
  }

  #isOverflowing(): boolean {
    return this.#held.total >= 2 * this.#bytesMax
  }

  #isFullFor(account: Account): boolean {
    return account.bytes >= this.#bytesMax / 2
  }

  /** Cuts what was left unread for `graceMs`, the oldest first, as long as there `isTooMuch`. */
  #relieve(holders: Holders, graceMs: number, isTooMuch: () => boolean) {
    const now = performance.now()
    for (const [holder, { since }] of holders) {
      if (!isTooMuch()) return
      if (now - since < graceMs) continue
      this.#held.release(holder)
      this.#cuts++
      holder.cut()
    }
  }

  /** Soon after it was done there is nothing more to cut, unless far too much came since. */
  #relieveAll() {
    this.#isRelieving = false
    if (!this.#isOverflowing() && performance.now() < this.#restUntil) return
    const accounts = [...this.#held.accounts.values()]
    const heaviestFirst = accounts.sort((one, other) => other.bytes - one.bytes)
    for (const { holders } of heaviestFirst)
      this.#relieve(holders, UNREAD_GRACE_MS, () => this.isFull())
    this.#relieve(this.#held.holders, 0, () => this.#isOverflowing())
    this.#restUntil = performance.now() + UNREAD_GRACE_MS / 10
  }

  /** Not now: the hub may be in the middle of a flush. */
  #relieveSoon() {
    if (!this.isFull() || this.#isRelieving) return
    this.#isRelieving = true
    setImmediate(() => this.#relieveAll())
  }
}

export const overloaded = () =>
  new ChatError("OVERLOADED", "too much is asked of the server, try again", { retryAfterMs: 1_000 })
