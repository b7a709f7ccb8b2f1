/**
 * What all clients together may leave unread in the server's memory: answers under way and events unsent. Whatever is
 * held is counted for the connection that has to take it; when there is too much, those connections are cut that have
 * been waited for the longest, first of the address that holds the most.
 */
import { UNREAD_GRACE_MS } from "../../shared/limits.ts"

/** A connection for which something is held. */
export interface Holder {
  readonly address: string
  /** True when all that is held has been written and only the client's reading is missing. */
  readonly isUnread: boolean
  /** Ends the connection. What it holds counts as gone from this moment. */
  cut(): void
}

type Held = { bytes: number; since: number }

/** `bytesMax` for all addresses together; one of them may hold half of it. */
export function createMemoryBudget(bytesMax: number) {
  /** Those that hold something, in the order in which they began to. */
  const holders = new Map<Holder, Held>()
  const addresses = new Map<string, number>()
  let total = 0
  let cuts = 0

  function count(address: string, bytes: number) {
    total += bytes
    const sum = (addresses.get(address) ?? 0) + bytes
    if (sum > 0) addresses.set(address, sum)
    else addresses.delete(address)
  }

  function forget(holder: Holder, { bytes }: Held) {
    holders.delete(holder)
    count(holder.address, -bytes)
  }

  /** Cuts what was left unread for `graceMs`, the oldest first, as long as there `isTooMuch`. */
  function relieve(address: string, graceMs: number, isTooMuch: () => boolean) {
    const now = performance.now()
    for (const [holder, held] of holders) {
      if (!isTooMuch()) return
      if (holder.address !== address || !holder.isUnread || now - held.since < graceMs) continue
      forget(holder, held)
      cuts++
      holder.cut()
    }
  }

  const isFull = () => total >= bytesMax
  const isFullFor = (address: string) => (addresses.get(address) ?? 0) >= bytesMax / 2

  function heaviestFirst() {
    return [...addresses].sort(([, one], [, other]) => other - one).map(([address]) => address)
  }

  return {
    /** Whether one more answer may be made for an address, where needed after those that do not read are cut. */
    roomFor(address: string): "yes" | "not for this address" | "not now" {
      relieve(address, UNREAD_GRACE_MS, () => isFullFor(address))
      if (isFullFor(address)) return "not for this address"
      for (const heavy of isFull() ? heaviestFirst() : []) relieve(heavy, UNREAD_GRACE_MS, isFull)
      return isFull() ? "not now" : "yes"
    },

    hold(holder: Holder, bytes: number): void {
      const held = holders.get(holder)
      if (held) held.bytes += bytes
      else holders.set(holder, { bytes, since: performance.now() })
      count(holder.address, bytes)
    },

    release(holder: Holder): void {
      const held = holders.get(holder)
      if (held) forget(holder, held)
    },

    figures: () => ({ bytes: total, bytesMax, cuts }),
  }
}

export type MemoryBudget = ReturnType<typeof createMemoryBudget>
