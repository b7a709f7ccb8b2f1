import { BATCH_DRAFTS_MAX } from "../../src/server/limits.ts"
import type { Costs } from "./costs.ts"
import type { World } from "./world.ts"

export type Commits = ReturnType<typeof createCommits>

/** A node's group commit: one transaction at a time, which takes everything that waits. `roundTrips` are added to each. */
export function createCommits(world: World, costs: Costs, roundTrips: () => number = () => 0) {
  const waiting: (() => void)[] = []
  const made = { transactions: 0, messages: 0 }
  let isUnderWay = false

  function begin() {
    const batch = waiting.splice(0, BATCH_DRAFTS_MAX)
    isUnderWay = batch.length > 0
    if (!isUnderWay) return
    made.transactions++
    made.messages += batch.length
    world.at(world.now() + transactionMillis(costs, batch.length) + roundTrips(), () => {
      for (const done of batch) done()
      begin()
    })
  }

  return {
    made,
    append(done: () => void) {
      waiting.push(done)
      if (!isUnderWay) begin()
    },
  }
}

/** From the two ends that were measured: one message, and a full batch. */
const transactionMillis = ({ commitMillis, appendsPerSecond }: Costs, messages: number) =>
  commitMillis + (messages - 1) * (1000 / appendsPerSecond)

/** CPU seconds of Postgres. */
export const postgresSeconds = (costs: Costs, { transactions, messages }: Commits["made"]) =>
  (transactions * costs.postgresCommitMicros + messages * costs.postgresAppendMicros) / 1e6
