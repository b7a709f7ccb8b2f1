/** What is held for connections, counted for each of them, for its address and all together. */
import { UNSENT_PIECE_BYTES } from "../limits.ts"

export interface Holder {
  readonly address: string
  /** Ends the connection. What it holds counts as released from this moment. */
  cut(): void
}

/** Bytes that were written and wait; those that are shared may wait for several connections. */
export type Piece = { bytes: Uint8Array; isShared: boolean }
/** `bytes` are those of answers under way, `waiting` those of the pieces. `since` is by `performance.now()`. */
type Held = { bytes: number; waiting: number; pieces: Piece[]; since: number; account: Account }
export type Account = { bytes: number; holders: Holders }
/** In the order in which they began to hold something. */
export type Holders = Map<Holder, Pick<Held, "since">>

export class HeldBytes {
  readonly accounts = new Map<string, Account>()
  readonly #holders = new Map<Holder, Held>()
  readonly #shared = new SharedBytes()
  #total = 0

  get holders(): Holders {
    return this.#holders
  }

  get total(): number {
    return this.#total
  }

  hold(holder: Holder, bytes: number): void {
    const held = this.#heldBy(holder)
    held.bytes += bytes
    this.#count(held.account, bytes)
  }

  /** Counts bytes that were written to a connection, which with them has `unsentBytes`. */
  holdPiece(holder: Holder, piece: Piece, unsentBytes: number): void {
    const held = this.#heldBy(holder)
    held.pieces.push(piece)
    held.waiting += piece.bytes.length
    this.#countPiece(held, piece, 1)
    this.#releaseSent(held, unsentBytes)
  }

  release(holder: Holder): void {
    const held = this.#holders.get(holder)
    if (!held) return
    const { account, bytes, pieces } = held
    this.#count(account, -bytes)
    for (const piece of pieces) this.#countPiece(held, piece, -1)
    this.#holders.delete(holder)
    account.holders.delete(holder)
    if (account.holders.size === 0) this.accounts.delete(holder.address)
  }

  #heldBy(holder: Holder): Held {
    const known = this.#holders.get(holder)
    if (known) return known
    const account = this.accounts.get(holder.address) ?? { bytes: 0, holders: new Map() }
    const held = { bytes: 0, waiting: 0, pieces: [], since: performance.now(), account }
    this.accounts.set(holder.address, account)
    account.holders.set(holder, held)
    this.#holders.set(holder, held)
    return held
  }

  #count(account: Account, bytes: number) {
    this.#total += bytes
    account.bytes += bytes
  }

  #countPiece({ account }: Held, { bytes, isShared }: Piece, by: 1 | -1) {
    this.#total += by * UNSENT_PIECE_BYTES
    if (isShared) this.#total += this.#shared.count(bytes, by)
    else this.#count(account, by * bytes.length)
  }

  #releaseSent(held: Held, unsentBytes: number) {
    for (let [first] = held.pieces; first; [first] = held.pieces) {
      if (held.waiting - first.bytes.length < unsentBytes) return
      held.pieces.shift()
      held.waiting -= first.bytes.length
      this.#countPiece(held, first, -1)
    }
  }
}

class SharedBytes {
  readonly #holders = new Map<Uint8Array, number>()

  /** Returns by how much the sum changes with one holder more or less. */
  count(bytes: Uint8Array, by: 1 | -1): number {
    const before = this.#holders.get(bytes) ?? 0
    const after = before + by
    if (after === 0) this.#holders.delete(bytes)
    else this.#holders.set(bytes, after)
    return before === 0 || after === 0 ? by * bytes.length : 0
  }
}
