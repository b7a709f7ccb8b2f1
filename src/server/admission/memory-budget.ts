/**
 * What all clients together may leave unread in the server's memory: answers under way and events unsent. Whatever is
 * held is counted for the connection that has to take it; when there is too much, those connections are cut that have
 * been waited for the longest, first of the address that holds the most alone.
 */
import { ChatError } from "../../shared/errors.ts"
import { UNREAD_GRACE_MS } from "../limits.ts"
import {
  type Account,
  createHeldBytes,
  type Holder,
  type Holders,
  type Piece,
} from "./held-bytes.ts"

/** `bytesMax` for all addresses together; what one of them holds alone may be half of it. */
export function createMemoryBudget(bytesMax: number) {
  const held = createHeldBytes()
  let cuts = 0
  let isRelieving = false
  let restUntil = 0

  const isFull = () => held.total() >= bytesMax
  const isOverflowing = () => held.total() >= 2 * bytesMax
  const isFullFor = (account: Account) => account.bytes >= bytesMax / 2

  /** Cuts what was left unread for `graceMs`, the oldest first, as long as there `isTooMuch`. */
  function relieve(holders: Holders, graceMs: number, isTooMuch: () => boolean) {
    const now = performance.now()
    for (const [holder, { since }] of holders) {
      if (!isTooMuch()) return
      if (now - since < graceMs) continue
      held.release(holder)
      cuts++
      holder.cut()
    }
  }

  /** However often it is asked for: soon after it was done there is nothing more to cut, unless far too much came since. */
  function relieveAll() {
    isRelieving = false
    if (!isOverflowing() && performance.now() < restUntil) return
    const accounts = [...held.accounts.values()]
    const heaviestFirst = accounts.sort((one, other) => other.bytes - one.bytes)
    for (const { holders } of heaviestFirst) relieve(holders, UNREAD_GRACE_MS, isFull)
    relieve(held.holders, 0, isOverflowing)
    restUntil = performance.now() + UNREAD_GRACE_MS / 10
  }

  /** Not now: the hub may be in the middle of telling everybody. */
  function relieveSoon() {
    if (!isFull() || isRelieving) return
    isRelieving = true
    setImmediate(relieveAll)
  }

  return {
    isFull,

    /** Whether one more answer may be made for an address, where needed after those that do not read are cut. */
    roomFor(address: string): "yes" | "not for this address" | "not now" {
      const account = held.accounts.get(address)
      if (account) relieve(account.holders, UNREAD_GRACE_MS, () => isFullFor(account))
      if (account && isFullFor(account)) return "not for this address"
      if (isFull()) relieveAll()
      return isFull() ? "not now" : "yes"
    },

    /** Counts an answer that is put together. */
    hold(holder: Holder, bytes: number): void {
      held.hold(holder, bytes)
      relieveSoon()
    },

    /** Counts bytes that were written to a connection and wait there, which with them has `unsentBytes`. */
    holdPiece(holder: Holder, piece: Piece, unsentBytes: number): void {
      held.holdPiece(holder, piece, unsentBytes)
      relieveSoon()
    },

    /** Nothing is held for it any more. */
    release: held.release,

    figures: () => ({ bytes: held.total(), bytesMax, cuts }),
  }
}

/** What a client is told when there is no room for its request. */
export const overloaded = () =>
  new ChatError("OVERLOADED", "too much is asked of the server, try again", { retryAfterMs: 1_000 })

export type MemoryBudget = ReturnType<typeof createMemoryBudget>
