/** Work in turn, address by address, as much of it at the same time as there may be. */
import { setTimeout as pause } from "node:timers/promises"
import { createRoundRobin, type Owner } from "./round-robin.ts"

/** `until` is when it has waited long enough, by `performance.now()`. */
type Job = { until: number; run(): Promise<void>; giveUp(): void }
type Options = {
  /** Pieces that run at the same time. */
  atOnce: number
  /** After a piece that kept the main thread busy its slot rests as long, up to this. */
  restMsMax: number
  waitMsMax: number
  /** What a piece that has waited longer is refused with. */
  refusal: () => Error
}

export function createFairQueue({ atOnce, restMsMax, waitMsMax, refusal }: Options) {
  const waiting = createRoundRobin<Job>()
  let running = 0
  let sweeping: NodeJS.Timeout | undefined

  function add(owner: Owner, job: Job) {
    waiting.add(owner, job)
    sweeping ??= setInterval(giveUpLate, waitMsMax / 10)
  }

  function giveUpLate() {
    waiting.sweep(giveUpLateOf)
    if (!waiting.isEmpty()) return
    clearInterval(sweeping)
    sweeping = undefined
  }

  async function runOn(first: Job) {
    running++
    for (let job: Job | undefined = first; job; job = waiting.next()) {
      await job.run()
      await rest()
    }
    running--
  }

  /** An answer is put together in the turn after it was read: as long as that took, others have the main thread. */
  async function rest() {
    const began = performance.now()
    await new Promise(setImmediate)
    const spentMs = Math.min(restMsMax, performance.now() - began)
    if (spentMs >= 1) await pause(spentMs)
  }

  return {
    /** Resolves or rejects as `work` does, once it was its turn. */
    run<Result>(owner: Owner, work: () => Promise<Result>): Promise<Result> {
      const { promise, resolve, reject } = Promise.withResolvers<Result>()
      const job = {
        until: performance.now() + waitMsMax,
        run: () => work().then(resolve, reject),
        giveUp: () => reject(refusal()),
      }
      if (running < atOnce) void runOn(job)
      else add(owner, job)
      return promise
    },
  }
}

/** They wait in the order in which they came. */
function giveUpLateOf(jobs: Job[]) {
  const now = performance.now()
  while (jobs[0] && jobs[0].until < now) jobs.shift()?.giveUp()
}
