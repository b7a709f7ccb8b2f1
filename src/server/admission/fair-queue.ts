/** Jobs in turn, address by address, a bounded number at the same time. */
import { setTimeout as pause } from "node:timers/promises"
import { createRoundRobin, type Owner } from "./round-robin.ts"

type Job = { dueAt: number; run(): Promise<void>; giveUp(): void }
type Options = {
  atOnce: number
  /** After a job that kept the main thread busy its slot rests as long, up to this. */
  restMsMax: number
  waitMsMax: number
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

  async function runFrom(first: Job) {
    running++
    for (let job: Job | undefined = first; job; job = waiting.next()) {
      await job.run()
      await rest()
    }
    running--
  }

  /** An answer is serialized in the turn after it was read: for as long as that took, others have the main thread. */
  async function rest() {
    const began = performance.now()
    await new Promise(setImmediate)
    const spentMs = Math.min(restMsMax, performance.now() - began)
    if (spentMs >= 1) await pause(spentMs)
  }

  return {
    run<Result>(owner: Owner, work: () => Promise<Result>): Promise<Result> {
      const { promise, resolve, reject } = Promise.withResolvers<Result>()
      const job = {
        dueAt: performance.now() + waitMsMax,
        run: () => work().then(resolve, reject),
        giveUp: () => reject(refusal()),
      }
      if (running < atOnce) void runFrom(job)
      else add(owner, job)
      return promise
    },
  }
}

function giveUpLateOf(jobs: Job[]) {
  const now = performance.now()
  while (jobs[0] && jobs[0].dueAt < now) jobs.shift()?.giveUp()
}
