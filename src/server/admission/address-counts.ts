import { ChatError } from "../../shared/errors.ts"
import { ADDRESS_FULL_RETRY_MS } from "../limits.ts"

export function createAddressCounts(max: number) {
  const counts = new Map<string, number>()

  return {
    isFull: (address: string): boolean => (counts.get(address) ?? 0) >= max,

    enter(address: string): void {
      counts.set(address, (counts.get(address) ?? 0) + 1)
    },

    leave(address: string): void {
      const count = (counts.get(address) ?? 0) - 1
      if (count > 0) counts.set(address, count)
      else counts.delete(address)
    },
  }
}

/** Throws TOO_MANY_CONNECTIONS for an address that has as many open as it may. */
export function refuseFull(counts: AddressCounts | null, address: string): void {
  if (!counts?.isFull(address)) return
  const options = { retryAfterMs: ADDRESS_FULL_RETRY_MS }
  throw new ChatError("TOO_MANY_CONNECTIONS", "too much is open from this address", options)
}

export type AddressCounts = ReturnType<typeof createAddressCounts>
