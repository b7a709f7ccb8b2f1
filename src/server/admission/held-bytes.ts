/** What is held for connections, counted for each of them, for its address and all together. */
import { UNSENT_PIECE_BYTES } from "../limits.ts"

/** A connection for which something is held. */
export interface Holder {
  readonly address: string
  /** Ends the connection. What it holds counts as gone from this moment. */
  cut(): void
}

/** Bytes that were written and wait; those that are shared may wait for several connections. */
export type Piece = { bytes: Uint8Array; isShared: boolean }
/** `bytes` are those of answers that are put together, `waiting` those of the pieces. `since` is by `performance.now()`. */
type Held = { bytes: number; waiting: number; pieces: Piece[]; since: number; account: Account }
/** What one address holds that nobody else does. */
export type Account = { bytes: number; holders: Holders }
/** In the order in which they began to hold something. */
export type Holders = Map<Holder, Pick<Held, "since">>

export function createHeldBytes() {
  const holders = new Map<Holder, Held>()
  const accounts = new Map<string, Account>()
  const countShared = createSharedBytes()
  let total = 0

  function heldBy(holder: Holder): Held {
    const known = holders.get(holder)
    if (known) return known
    const account = accounts.get(holder.address) ?? { bytes: 0, holders: new Map() }
    const held = { bytes: 0, waiting: 0, pieces: [], since: performance.now(), account }
    accounts.set(holder.address, account)
    account.holders.set(holder, held)
    holders.set(holder, held)
    return held
  }

  function count(account: Account, bytes: number) {
    total += bytes
    account.bytes += bytes
  }

  function countPiece({ account }: Held, { bytes, isShared }: Piece, by: 1 | -1) {
    total += by * UNSENT_PIECE_BYTES
    if (isShared) total += countShared(bytes, by)
    else count(account, by * bytes.length)
  }

  /** Lets go of the first of the pieces, as long as what waits is in those that follow. */
  function releaseSent(held: Held, unsentBytes: number) {
    for (let [first] = held.pieces; first; [first] = held.pieces) {
      if (held.waiting - first.bytes.length < unsentBytes) return
      held.pieces.shift()
      held.waiting -= first.bytes.length
      countPiece(held, first, -1)
    }
  }

  return {
    holders: holders as Holders,
    accounts,
    total: () => total,

    /** An answer that is put together. */
    hold(holder: Holder, bytes: number): void {
      const held = heldBy(holder)
      held.bytes += bytes
      count(held.account, bytes)
    },

    /** Bytes that were written to a connection and wait there, which with them has `unsentBytes`. */
    holdPiece(holder: Holder, piece: Piece, unsentBytes: number): void {
      const held = heldBy(holder)
      held.pieces.push(piece)
      held.waiting += piece.bytes.length
      countPiece(held, piece, 1)
      releaseSent(held, unsentBytes)
    },

    /** Nothing is held for it any more. */
    release(holder: Holder): void {
      const held = holders.get(holder)
      if (!held) return
      const { account, bytes, pieces } = held
      count(account, -bytes)
      for (const piece of pieces) countPiece(held, piece, -1)
      holders.delete(holder)
      account.holders.delete(holder)
      if (account.holders.size === 0) accounts.delete(holder.address)
    },
  }
}

/** Counts bytes once, however many hold the same. Answers by how much their sum changes with one holder more or less. */
function createSharedBytes() {
  const holders = new Map<Uint8Array, number>()
  return (bytes: Uint8Array, by: 1 | -1): number => {
    const before = holders.get(bytes) ?? 0
    const after = before + by
    if (after === 0) holders.delete(bytes)
    else holders.set(bytes, after)
    return before === 0 || after === 0 ? by * bytes.length : 0
  }
}
