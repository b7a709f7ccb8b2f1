/** Every event stream that is open, or may be asked for again: pinged, ended with its lease, told to come back at the end. */
import type { Socket } from "node:net"
import { ChatError } from "../../../shared/errors.ts"
import { type AddressCounts, refuseFull } from "../../admission/address-counts.ts"
import type { MemoryBudget } from "../../admission/memory-budget.ts"
import { closeCodes } from "../close-codes.ts"
import { createPingWheel } from "../ping-wheel.ts"
import { EventStream, type StreamKeeper } from "./event-stream.ts"

/** `onEnd` hears of each that is not written to any more, and why where the server ended it for good. */
type Parts = {
  budget: MemoryBudget
  /** How many sockets and streams each address has open, and may have. */
  counts: AddressCounts | null
  onEnd: StreamKeeper["ended"]
}
type Asked = { id: string; address: string; socket: Socket }

export function createEventStreams({ budget, counts, onEnd }: Parts) {
  const wheel = createPingWheel<EventStream>((stream) => stream.turn())
  /** Those that count for their address. */
  const counted = new Set<EventStream>()
  let isDraining = false

  const keeper: StreamKeeper = {
    ended: onEnd,
    forget(stream) {
      stream.slot?.delete(stream)
      if (counted.delete(stream)) counts?.leave(stream.address)
    },
  }

  return {
    /** One to be asked over; it begins or has to be forgotten. Throws SHUTTING_DOWN or TOO_MANY_CONNECTIONS. */
    open({ id, address, socket }: Asked): EventStream {
      if (isDraining) throw new ChatError("SHUTTING_DOWN", "the server is restarting, try again")
      refuseFull(counts, address)
      counts?.enter(address)
      const stream = new EventStream({ id, address, socket, budget }, keeper)
      counted.add(stream)
      return stream
    },

    /** Keeps one that begins. Those that came together do not end together. */
    welcome(stream: EventStream) {
      stream.slot = wheel.addAnywhere(stream)
    },

    /** One that did not begin. */
    forget: keeper.forget,

    /** Those that are written to. */
    streams: () => wheel.all().filter(({ isOpen }) => isOpen),

    /** Ends all of them in order: their clients come back by themselves. */
    drain() {
      isDraining = true
      wheel.stop()
      for (const stream of wheel.all()) stream.close(closeCodes.restarting)
    },
  }
}

export type EventStreams = ReturnType<typeof createEventStreams>
