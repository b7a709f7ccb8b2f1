/**
 * Frames of all sockets, so many in one turn of the event loop as it can bear: others wait as text, address by address,
 * so that one client's flood holds up neither the server nor the frames of others. What waits, and what is large for as
 * long as it is being answered, counts as held for its connection.
 */
import {
  FRAME_BYTES_A_CALL,
  LARGE_FRAME_COST,
  SMALL_FRAME_BYTES,
  SUBSCRIBE_CALLS,
  TURN_CALLS_MAX,
  WAITING_FRAME_BYTES,
} from "../../shared/limits.ts"
import type { Holder } from "../admission/held-bytes.ts"
import type { MemoryBudget } from "../admission/memory-budget.ts"
import { createRoundRobin } from "../admission/round-robin.ts"
import type { SocketWire } from "./wire.ts"

type Frame = { wire: SocketWire; bytes: number; hear(): void }
/** A socket's frames that wait. */
type Waiting = Holder & { count: number; hasStopped: boolean }

export function createFrameQueue(budget: MemoryBudget | null) {
  const waiting = createRoundRobin<Frame>()
  const waitingOf = new Map<SocketWire, Waiting>()
  /** What this turn has cost so far, in calls. */
  let calls = 0
  let isPlanned = false

  function charge(cost: number) {
    calls += cost
    if (isPlanned) return
    isPlanned = true
    setImmediate(nextTurn)
  }

  function nextTurn() {
    isPlanned = false
    calls = 0
    while (calls < TURN_CALLS_MAX) {
      const frame = waiting.next()
      if (!frame) return
      charge(costOf(frame))
      frame.hear()
      leave(frame.wire)
    }
  }

  function enter(frame: Frame) {
    const { wire, bytes } = frame
    const known = waitingOf.get(wire) ?? { ...holderFor(wire), count: 0, hasStopped: false }
    waitingOf.set(wire, known)
    known.count++
    waiting.add(wire, frame)
    // One small frame costs no more than its socket does (bench: rooms).
    if (known.count === 1 && bytes <= SMALL_FRAME_BYTES) return
    budget?.hold(known, bytes + WAITING_FRAME_BYTES)
    // What is not read yet waits at its client.
    if (known.hasStopped) return
    known.hasStopped = true
    wire.stopReading()
  }

  function leave(wire: SocketWire) {
    const known = waitingOf.get(wire)
    if (!known || --known.count > 0) return
    waitingOf.delete(wire)
    if (!known.hasStopped) return
    budget?.release(known)
    wire.readOn()
  }

  return {
    /** Has a socket's frame heard: at once, or when it is its turn. */
    take(wire: SocketWire, bytes: number, hear: () => void): void {
      // Where any wait, this turn has had its calls.
      if (calls < TURN_CALLS_MAX) {
        charge(costOf({ bytes }))
        hear()
        return
      }
      const { promise, resolve } = Promise.withResolvers<void>()
      void wire.answering(promise)
      enter({
        wire,
        bytes,
        hear() {
          hear()
          resolve()
        },
      })
    },

    /** What a frame turned out to ask beside its first call. */
    chargeFor({ others, subscriptions }: { others: number; subscriptions: number }): void {
      charge(others + subscriptions * SUBSCRIBE_CALLS)
    },

    /** Counts a large frame, and what became of it, until it is answered. */
    holdUntil(answered: Promise<unknown>, wire: SocketWire, bytes: number): void {
      if (!budget || bytes <= SMALL_FRAME_BYTES) return
      const holder = holderFor(wire)
      budget.hold(holder, bytes * LARGE_FRAME_COST)
      void answered.finally(() => budget.release(holder))
    },
  }
}

const costOf = ({ bytes }: Pick<Frame, "bytes">) => 1 + bytes / FRAME_BYTES_A_CALL

const holderFor = (wire: SocketWire): Holder => ({
  address: wire.address,
  cut: () => wire.drop(),
})

export type FrameQueue = ReturnType<typeof createFrameQueue>
