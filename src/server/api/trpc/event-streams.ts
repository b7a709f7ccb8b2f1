/** Every event stream that is open, or may be resumed: pinged, and ended with its lease or when the server stops. */
import type { Socket } from "node:net"
import { ChatError } from "../../../shared/errors.ts"
import { type AddressCounts, refuseFull } from "../../admission/address-counts.ts"
import type { MemoryBudget } from "../../admission/memory-budget.ts"
import { closeCodes } from "../close-codes.ts"
import { createPingWheel } from "../ping-wheel.ts"
import { EventStream, type StreamKeeper } from "./event-stream.ts"

type Parts = {
  budget: MemoryBudget
  /** Of sockets and event streams, by address. */
  counts: AddressCounts | null
  onClosed: StreamKeeper["closed"]
}
type Request = { id: string; address: string; socket: Socket }

export function createEventStreams({ budget, counts, onClosed }: Parts) {
  const wheel = createPingWheel<EventStream>((stream) => stream.tick())
  const counted = new Set<EventStream>()
  let isDraining = false

  const keeper: StreamKeeper = {
    closed: onClosed,
    forget(stream) {
      stream.slot?.delete(stream)
      if (counted.delete(stream)) counts?.leave(stream.address)
    },
  }

  return {
    /** To be added or forgotten. Throws SHUTTING_DOWN or TOO_MANY_CONNECTIONS. */
    create({ id, address, socket }: Request): EventStream {
      if (isDraining) throw new ChatError("SHUTTING_DOWN", "the server is restarting, try again")
      refuseFull(counts, address)
      counts?.enter(address)
      const stream = new EventStream({ id, address, socket, budget }, keeper)
      counted.add(stream)
      return stream
    },

    /** At random, so that those that came together do not end together. */
    add(stream: EventStream) {
      stream.slot = wheel.addAtRandom(stream)
    },

    forget: keeper.forget,

    all: () => wheel.all().filter(({ isOpen }) => isOpen),

    /** Ends all of them in order: their clients reconnect by themselves. */
    drain() {
      isDraining = true
      wheel.stop()
      for (const stream of wheel.all()) stream.close(closeCodes.restarting)
    },
  }
}

export type EventStreams = ReturnType<typeof createEventStreams>
