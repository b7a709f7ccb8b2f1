/**
 * What all clients together may leave unread in the server's memory: answers under way and events unsent. Whatever is
 * held is counted for the connection that has to take it; when there is too much, those connections are cut that have
 * been waited for the longest, first of the address whose answers weigh the most.
 */
import { ChatError } from "../../shared/errors.ts"
import { UNREAD_GRACE_MS, UNSENT_PIECE_BYTES } from "../../shared/limits.ts"

/** A connection for which something is held. */
export interface Holder {
  readonly address: string
  /** True when all that is held has been written and only the client's reading is missing. */
  readonly isUnread: boolean
  /** Ends the connection. What it holds counts as gone from this moment. */
  cut(): void
}

/** `pieces` are bytes that several connections may share. */
type Held = { bytes: number; since: number; pieces: Uint8Array[] }

/** `bytesMax` for all addresses together; the answers of one of them may hold half of it. */
export function createMemoryBudget(bytesMax: number) {
  /** Those that hold something, in the order in which they began to. */
  const holders = new Map<Holder, Held>()
  /** What each address holds of answers. */
  const addresses = new Map<string, number>()
  /** How many hold each piece. */
  const pieces = new Map<Uint8Array, number>()
  let total = 0
  let cuts = 0
  let isRelieving = false

  function heldBy(holder: Holder): Held {
    const held = holders.get(holder) ?? { bytes: 0, since: performance.now(), pieces: [] }
    holders.set(holder, held)
    return held
  }

  function countAnswer(address: string, bytes: number) {
    total += bytes
    const sum = (addresses.get(address) ?? 0) + bytes
    if (sum > 0) addresses.set(address, sum)
    else addresses.delete(address)
  }

  /** The bytes count once, what it takes to hold them for each that does. */
  function countPiece(piece: Uint8Array, by: 1 | -1) {
    const before = pieces.get(piece) ?? 0
    const isShared = before + by > 0 && before > 0
    total += by * (UNSENT_PIECE_BYTES + (isShared ? 0 : piece.length))
    if (before + by > 0) pieces.set(piece, before + by)
    else pieces.delete(piece)
  }

  function release(holder: Holder) {
    const held = holders.get(holder)
    if (!held) return
    holders.delete(holder)
    if (held.bytes > 0) countAnswer(holder.address, -held.bytes)
    for (const piece of held.pieces) countPiece(piece, -1)
  }

  /** Cuts what was left unread for `graceMs`, the oldest first, as long as there `isTooMuch`; of one address or of any. */
  function relieve(address: string | null, graceMs: number, isTooMuch: () => boolean) {
    const now = performance.now()
    for (const [holder, { since }] of holders) {
      if (!isTooMuch()) return
      if (address !== null && holder.address !== address) continue
      if (!holder.isUnread || now - since < graceMs) continue
      release(holder)
      cuts++
      holder.cut()
    }
  }

  const isFull = () => total >= bytesMax
  const isOverflowing = () => total >= 2 * bytesMax
  const isFullFor = (address: string) => (addresses.get(address) ?? 0) >= bytesMax / 2

  function relieveAll() {
    isRelieving = false
    const heaviestFirst = [...addresses].sort(([, one], [, other]) => other - one)
    for (const [address] of heaviestFirst) relieve(address, UNREAD_GRACE_MS, isFull)
    relieve(null, UNREAD_GRACE_MS, isFull)
    relieve(null, 0, isOverflowing)
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
      relieve(address, UNREAD_GRACE_MS, () => isFullFor(address))
      if (isFullFor(address)) return "not for this address"
      if (isFull()) relieveAll()
      return isFull() ? "not now" : "yes"
    },

    /** Counts an answer that is put together. */
    hold(holder: Holder, bytes: number): void {
      heldBy(holder).bytes += bytes
      countAnswer(holder.address, bytes)
      relieveSoon()
    },

    /** Counts bytes that were written to a connection and wait there. */
    holdPiece(holder: Holder, piece: Uint8Array): void {
      heldBy(holder).pieces.push(piece)
      countPiece(piece, 1)
      relieveSoon()
    },

    /** Nothing is held for it any more. */
    release,

    figures: () => ({ bytes: total, bytesMax, cuts }),
  }
}

/** What a client is told when there is no room for its request. */
export const overloaded = () =>
  new ChatError("OVERLOADED", "too much is asked of the server, try again", { retryAfterMs: 1_000 })

export type MemoryBudget = ReturnType<typeof createMemoryBudget>
