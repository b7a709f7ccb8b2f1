/** What one address, one connection and all of them together may take of the server (docs/operations.md has the table). */
import {
  READ_BURST_PER_ADDRESS,
  READS_PER_SECOND_PER_ADDRESS,
  SEND_BURST_PER_ADDRESS,
  SENDS_PER_SECOND_PER_ADDRESS,
  SOCKETS_PER_ADDRESS_MAX,
  SUBSCRIPTIONS_PER_ADDRESS_MAX,
  TYPING_BURST,
  TYPING_BURST_PER_ADDRESS,
  TYPING_PER_SECOND,
  TYPINGS_PER_SECOND_PER_ADDRESS,
  UNREAD_BYTES_MAX,
  UNREAD_BYTES_MIN,
  UNREAD_HEAP_PARTS,
} from "../../shared/limits.ts"
import { type AddressCounts, createAddressCounts } from "./address-counts.ts"
import { atAddress } from "./at-address.ts"
import { heapShare } from "./heap-share.ts"
import { createMemoryBudget } from "./memory-budget.ts"
import { createRate, type Limit, type Rate } from "./rate.ts"
import { createReads } from "./reads.ts"

export type AdmissionOptions = {
  /** False: no rates and no counts by address. What is held in memory is bounded all the same. */
  rateLimit: boolean
  /** By which every bound of an address is multiplied. */
  addressFactor?: number
  /** What clients may leave unread, all together; without it, as the heap allows. */
  unreadBytesMax?: number | null
}

/** `readsAtOnce` is how many the store answers at the same time. */
export function createAdmission(
  { rateLimit, addressFactor = 1, unreadBytesMax }: AdmissionOptions,
  readsAtOnce: number,
) {
  const rates: Rate<string>[] = []
  const budget = createMemoryBudget(unreadBytesMax ?? unreadBytesOfHeap())

  function rateOf({ burst, perSecond }: Limit, factor = addressFactor): Rate<string> | null {
    if (!rateLimit) return null
    const rate = createRate<string>({ burst: burst * factor, perSecond: perSecond * factor })
    rates.push(rate)
    return rate
  }
  const countsUpTo = (max: number): AddressCounts | null =>
    rateLimit ? createAddressCounts(max * addressFactor) : null

  const typingOfName = rateOf({ burst: TYPING_BURST, perSecond: TYPING_PER_SECOND }, 1)
  const typingOfAddress = rateOf({
    burst: TYPING_BURST_PER_ADDRESS,
    perSecond: TYPINGS_PER_SECOND_PER_ADDRESS,
  })
  const readRate = rateOf({
    burst: READ_BURST_PER_ADDRESS,
    perSecond: READS_PER_SECOND_PER_ADDRESS,
  })

  return {
    budget,
    reads: createReads({
      budget,
      atOnce: readsAtOnce,
      waitFor: (address) => readRate?.take(address) ?? 0,
    }),
    sendRate: rateOf({ burst: SEND_BURST_PER_ADDRESS, perSecond: SENDS_PER_SECOND_PER_ADDRESS }),
    /** Takes one typing announcement of a name at an address; false for one too many. Not shared with other nodes: what
     * is typed is told at once or not at all. */
    admitsTyping: (address: string, key: string): boolean =>
      !typingOfAddress ||
      (typingOfAddress.take(address) === 0 && typingOfName?.take(atAddress(key, address)) === 0),
    /** WebSockets and event streams. */
    sockets: countsUpTo(SOCKETS_PER_ADDRESS_MAX),
    subscriptions: countsUpTo(SUBSCRIPTIONS_PER_ADDRESS_MAX),

    close() {
      for (const rate of rates) rate.close()
    },
  }
}

const unreadBytesOfHeap = () =>
  Math.max(UNREAD_BYTES_MIN, heapShare(UNREAD_HEAP_PARTS, UNREAD_BYTES_MAX))

export type Admission = ReturnType<typeof createAdmission>
