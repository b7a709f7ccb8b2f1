/** What one address, one connection and all of them together may take of the server (docs/operations.md has the table). */
import { heapShare } from "../heap-share.ts"
import {
  CALL_BURST_PER_ADDRESS,
  CALLS_PER_SECOND_PER_ADDRESS,
  CONNECTIONS_PER_ADDRESS_MAX,
  CREATE_BURST,
  CREATE_PER_SECOND,
  READ_BURST_PER_ADDRESS,
  READS_PER_SECOND_PER_ADDRESS,
  SEND_BURST,
  SEND_BURST_PER_ADDRESS,
  SEND_PER_SECOND,
  SENDS_PER_SECOND_PER_ADDRESS,
  SOCKETS_PER_ADDRESS_MAX,
  SUBSCRIBE_BURST_PER_ADDRESS,
  SUBSCRIBES_PER_SECOND_PER_ADDRESS,
  SUBSCRIPTIONS_PER_ADDRESS_MAX,
  TYPING_BURST,
  TYPING_BURST_PER_ADDRESS,
  TYPING_PER_SECOND,
  TYPINGS_PER_SECOND_PER_ADDRESS,
  UNREAD_BYTES_MAX,
  UNREAD_BYTES_MIN,
  UNREAD_HEAP_PARTS,
} from "../limits.ts"
import { type AddressCounts, createAddressCounts } from "./address-counts.ts"
import { atAddress } from "./at-address.ts"
import { MemoryBudget } from "./memory-budget.ts"
import type { Limit } from "./rate.ts"
import { createRates, type ShareRate } from "./rates.ts"
import { createReads } from "./reads.ts"

export type AdmissionOptions = {
  /** False: no rates and no counts by address. What is held in memory is bounded all the same. */
  rateLimit: boolean
  /** By which every bound of an address is multiplied. */
  addressFactor?: number
  /** Of all clients together; by default as the heap allows. */
  unreadBytesMax?: number | null
  nodes?: { createRate?: ShareRate } | null | undefined
}

const limits = {
  sends: { burst: SEND_BURST, perSecond: SEND_PER_SECOND },
  sendsOfAddress: { burst: SEND_BURST_PER_ADDRESS, perSecond: SENDS_PER_SECOND_PER_ADDRESS },
  rooms: { burst: CREATE_BURST, perSecond: CREATE_PER_SECOND },
  typing: { burst: TYPING_BURST, perSecond: TYPING_PER_SECOND },
  typingOfAddress: { burst: TYPING_BURST_PER_ADDRESS, perSecond: TYPINGS_PER_SECOND_PER_ADDRESS },
  subscribes: {
    burst: SUBSCRIBE_BURST_PER_ADDRESS,
    perSecond: SUBSCRIBES_PER_SECOND_PER_ADDRESS,
  },
  calls: { burst: CALL_BURST_PER_ADDRESS, perSecond: CALLS_PER_SECOND_PER_ADDRESS },
  reads: { burst: READ_BURST_PER_ADDRESS, perSecond: READS_PER_SECOND_PER_ADDRESS },
} satisfies Record<string, Limit>

export function createAdmission(
  { rateLimit, addressFactor = 1, unreadBytesMax, nodes }: AdmissionOptions,
  readsAtOnce: number,
) {
  const rates = createRates({ rateLimit, shareRate: nodes?.createRate })
  const budget = new MemoryBudget(unreadBytesMax ?? unreadBytesOfHeap())
  const rateOfAddress = ({ burst, perSecond }: Limit) =>
    rates.local({ burst: burst * addressFactor, perSecond: perSecond * addressFactor })
  const countsUpTo = (max: number): AddressCounts | null =>
    rateLimit ? createAddressCounts(max * addressFactor) : null

  const typingOfPerson = rates.local(limits.typing)
  const typingOfAddress = rateOfAddress(limits.typingOfAddress)
  const subscribeRate = rateOfAddress(limits.subscribes)
  const callRate = rateOfAddress(limits.calls)
  const readRate = rateOfAddress(limits.reads)

  return {
    budget,
    reads: createReads({
      budget,
      atOnce: readsAtOnce,
      waitFor: (address) => readRate?.take(address) ?? 0,
    }),
    sendsOfPerson: rates.shared("sends", limits.sends),
    roomDeletions: rates.shared("gone-rooms", limits.rooms),
    roomCreations: rates.shared("rooms", limits.rooms),
    sendsOfAddress: rateOfAddress(limits.sendsOfAddress),
    /** False for one too many. Not shared with other nodes: typing is published at once or not at all. */
    admitsTyping: (address: string, personId: string): boolean =>
      !(typingOfAddress && typingOfPerson) ||
      (typingOfPerson.take(atAddress(personId, address)) === 0 &&
        typingOfAddress.take(address) === 0),
    /** 0, or the milliseconds until so many more calls from this address are processed. */
    waitToCall: (address: string, calls: number): number => callRate?.take(address, calls) ?? 0,
    /** 0, or the milliseconds until one more subscription from this address may begin. */
    waitToSubscribe: (address: string): number => subscribeRate?.take(address) ?? 0,
    connections: countsUpTo(CONNECTIONS_PER_ADDRESS_MAX),
    /** WebSockets and event streams. */
    sockets: countsUpTo(SOCKETS_PER_ADDRESS_MAX),
    subscriptions: countsUpTo(SUBSCRIPTIONS_PER_ADDRESS_MAX),
    close: rates.close,
  }
}

const unreadBytesOfHeap = () =>
  Math.max(UNREAD_BYTES_MIN, heapShare(UNREAD_HEAP_PARTS, UNREAD_BYTES_MAX))

export type Admission = ReturnType<typeof createAdmission>
