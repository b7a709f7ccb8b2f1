/** A bounded number of frames in one turn of the event loop, in turn by address: a client's flood delays no others. */
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

interface FrameSource {
  readonly address: string
  readonly connectionKey: object
  countUnanswered(work: Promise<void>): Promise<void>
  pauseReading(): void
  resumeReading(): void
  cut(): void
}

type Frame = { source: FrameSource; bytes: number; process(): void }
type Waiting = Holder & { count: number; isPaused: boolean }

export class FrameQueue {
  readonly #budget: MemoryBudget | null
  readonly #frames = createRoundRobin<Frame>()
  readonly #waitingOf = new Map<FrameSource, Waiting>()
  /** What this turn has cost so far, in calls. */
  #calls = 0
  #isPlanned = false

  constructor(budget: MemoryBudget | null) {
    this.#budget = budget
  }

  schedule(source: FrameSource, bytes: number, process: () => void): void {
    // Where any wait, this turn has had its calls.
    if (this.#calls < TURN_CALLS_MAX) {
      this.#charge(costOf({ bytes }))
      process()
      return
    }
    const { promise, resolve } = Promise.withResolvers<void>()
    void source.countUnanswered(promise)
    this.#enqueue({
      source,
      bytes,
      process() {
        process()
        resolve()
      },
    })
  }

  chargeFor({ others, subscriptions }: { others: number; subscriptions: number }): void {
    this.#charge(others + subscriptions * SUBSCRIBE_CALLS)
  }

  /** Counts a large frame, and what is made of it, until it is answered. */
  holdUntil(answered: Promise<unknown>, source: FrameSource, bytes: number): void {
    const budget = this.#budget
    if (!budget || bytes <= SMALL_FRAME_BYTES) return
    const holder = holderFor(source)
    budget.hold(holder, bytes * LARGE_FRAME_COST)
    void answered.finally(() => budget.release(holder))
  }

  #charge(cost: number) {
    this.#calls += cost
    if (this.#isPlanned) return
    this.#isPlanned = true
    setImmediate(this.#runTurn)
  }

  readonly #runTurn = () => {
    this.#isPlanned = false
    this.#calls = 0
    while (this.#calls < TURN_CALLS_MAX) {
      const frame = this.#frames.next()
      if (!frame) return
      this.#charge(costOf(frame))
      frame.process()
      this.#leave(frame.source)
    }
  }

  #enqueue(frame: Frame) {
    const { source, bytes } = frame
    const waiting = this.#waitingOf.get(source) ?? {
      ...holderFor(source),
      count: 0,
      isPaused: false,
    }
    this.#waitingOf.set(source, waiting)
    waiting.count++
    this.#frames.add(source, frame)
    // One small frame costs no more than its source does (bench: rooms).
    if (waiting.count === 1 && bytes <= SMALL_FRAME_BYTES) return
    this.#budget?.hold(waiting, bytes + WAITING_FRAME_BYTES)
    if (waiting.isPaused) return
    waiting.isPaused = true
    source.pauseReading()
  }

  #leave(source: FrameSource) {
    const waiting = this.#waitingOf.get(source)
    if (!waiting || --waiting.count > 0) return
    this.#waitingOf.delete(source)
    if (!waiting.isPaused) return
    this.#budget?.release(waiting)
    source.resumeReading()
  }
}

const costOf = ({ bytes }: Pick<Frame, "bytes">) => 1 + bytes / FRAME_BYTES_A_CALL

const holderFor = (source: FrameSource): Holder => ({
  address: source.address,
  cut: () => source.cut(),
})
