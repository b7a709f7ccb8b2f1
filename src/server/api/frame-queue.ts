/**
 * Frames of all sockets, so many in one turn of the event loop as it can bear: others wait as text, address by address,
 * so that one client's flood holds up neither the server nor the frames of others. What waits, and what is large for as
 * long as it is being answered, counts as held for its connection.
 */

import type { Holder } from "../admission/held-bytes.ts"
import type { MemoryBudget } from "../admission/memory-budget.ts"
import { createRoundRobin } from "../admission/round-robin.ts"
import {
  FRAME_BYTES_A_CALL,
  LARGE_FRAME_COST,
  SMALL_FRAME_BYTES,
  SUBSCRIBE_CALLS,
  TURN_CALLS_MAX,
  WAITING_FRAME_BYTES,
} from "../limits.ts"

/** A socket, as far as the queue needs it. */
interface FrameSource {
  readonly address: string
  readonly connectionKey: object
  /** Counts what was accepted as unanswered until `work` settles. */
  answering(work: Promise<void>): Promise<void>
  stopReading(): void
  readOn(): void
  /** Ends it without a word. */
  drop(): void
}

type Frame = { source: FrameSource; bytes: number; process(): void }
/** The frames of one source that wait. */
type Waiting = Holder & { count: number; hasStopped: boolean }

export function createFrameQueue(budget: MemoryBudget | null) {
  const waiting = createRoundRobin<Frame>()
  const waitingOf = new Map<FrameSource, Waiting>()
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
      frame.process()
      leave(frame.source)
    }
  }

  function enter(frame: Frame) {
    const { source, bytes } = frame
    const known = waitingOf.get(source) ?? { ...holderFor(source), count: 0, hasStopped: false }
    waitingOf.set(source, known)
    known.count++
    waiting.add(source, frame)
    // One small frame costs no more than its source does (bench: rooms).
    if (known.count === 1 && bytes <= SMALL_FRAME_BYTES) return
    budget?.hold(known, bytes + WAITING_FRAME_BYTES)
    // What is not read yet waits at its client.
    if (known.hasStopped) return
    known.hasStopped = true
    source.stopReading()
  }

  function leave(source: FrameSource) {
    const known = waitingOf.get(source)
    if (!known || --known.count > 0) return
    waitingOf.delete(source)
    if (!known.hasStopped) return
    budget?.release(known)
    source.readOn()
  }

  return {
    /** Processes a frame at once, or when it is its turn. */
    take(source: FrameSource, bytes: number, process: () => void): void {
      // Where any wait, this turn has had its calls.
      if (calls < TURN_CALLS_MAX) {
        charge(costOf({ bytes }))
        process()
        return
      }
      const { promise, resolve } = Promise.withResolvers<void>()
      void source.answering(promise)
      enter({
        source,
        bytes,
        process() {
          process()
          resolve()
        },
      })
    },

    /** What a frame turned out to ask beside its first call. */
    chargeFor({ others, subscriptions }: { others: number; subscriptions: number }): void {
      charge(others + subscriptions * SUBSCRIBE_CALLS)
    },

    /** Counts a large frame, and what became of it, until it is answered. */
    holdUntil(answered: Promise<unknown>, source: FrameSource, bytes: number): void {
      if (!budget || bytes <= SMALL_FRAME_BYTES) return
      const holder = holderFor(source)
      budget.hold(holder, bytes * LARGE_FRAME_COST)
      void answered.finally(() => budget.release(holder))
    },
  }
}

const costOf = ({ bytes }: Pick<Frame, "bytes">) => 1 + bytes / FRAME_BYTES_A_CALL

const holderFor = (source: FrameSource): Holder => ({
  address: source.address,
  cut: () => source.drop(),
})

export type FrameQueue = ReturnType<typeof createFrameQueue>
