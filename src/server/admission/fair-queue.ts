/**
 * Work in turn: one piece for each address that waits, and within an address one for each of its connections (deficit
 * round robin with pieces of one). However much one address asks, the others' next piece waits for one of its own.
 */
import { setTimeout as pause } from "node:timers/promises"

type Place = { address: string; connection: object }
type Job = { run(): Promise<void> }

/** `atOnce` pieces run at the same time. After one that kept the main thread busy its slot rests, up to `restMsMax`. */
export function createFairQueue({ atOnce, restMsMax }: { atOnce: number; restMsMax: number }) {
  /** In the order in which they get their turns. */
  const addresses = new Map<string, Map<object, Job[]>>()
  let running = 0

  function add({ address, connection }: Place, job: Job) {
    const connections = addresses.get(address) ?? new Map<object, Job[]>()
    addresses.set(address, connections)
    const jobs = connections.get(connection) ?? []
    connections.set(connection, jobs)
    jobs.push(job)
  }

  /** The next in turn; what still waits at its address and connection goes to the end. */
  function next(): Job | undefined {
    for (const [address, connections] of addresses) {
      addresses.delete(address)
      for (const [connection, jobs] of connections) {
        connections.delete(connection)
        const job = jobs.shift()
        if (jobs.length > 0) connections.set(connection, jobs)
        if (connections.size > 0) addresses.set(address, connections)
        return job
      }
    }
    return undefined
  }

  async function runOn(first: Job) {
    running++
    for (let job: Job | undefined = first; job; job = next()) {
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
    run<Result>(place: Place, work: () => Promise<Result>): Promise<Result> {
      const { promise, resolve, reject } = Promise.withResolvers<Result>()
      const job = { run: () => work().then(resolve, reject) }
      if (running < atOnce) void runOn(job)
      else add(place, job)
      return promise
    },
  }
}
