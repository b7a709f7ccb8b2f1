/** How clients' reads are admitted: at a rate, in turn, and only while their answers fit into memory. */
import { setTimeout as pause } from "node:timers/promises"
import { READ_REST_MS_MAX, READ_WAIT_MS_MAX, ROOM_RETRY_MS } from "../limits.ts"
import { createFairQueue } from "./fair-queue.ts"
import { type MemoryBudget, overloaded } from "./memory-budget.ts"
import type { Peer } from "./peer.ts"
import { refuseWait } from "./refuse-over-rate.ts"
import { hasSpaceFor } from "./refuse-without-memory.ts"

type Parts = {
  budget: MemoryBudget
  atOnce: number
  /** 0, or the milliseconds until one more read from this address is admitted. */
  waitFor: (address: string) => number
}

export function createReads({ budget, atOnce, waitFor }: Parts) {
  const queue = createFairQueue({
    atOnce,
    restMsMax: READ_REST_MS_MAX,
    waitMsMax: READ_WAIT_MS_MAX,
    refusal: overloaded,
  })

  function hasSpace(peer: Peer): boolean {
    if (peer.isGone) throw overloaded()
    return hasSpaceFor(budget, peer.address)
  }

  return {
    /** Rejects as `ask` does, or with TOO_MANY_READS, TOO_MUCH_UNREAD, ANSWER_TOO_LARGE or OVERLOADED. */
    async answer<Answer>(peer: Peer, ask: () => Promise<Answer>): Promise<Answer> {
      refuseWait(waitFor(peer.address), "TOO_MANY_READS")
      const until = performance.now() + READ_WAIT_MS_MAX
      for (;;) {
        // Waited for outside the queue, so that no other client's turn waits with it.
        const found = await queue.run(peer, async () => {
          peer.hold(0)
          return hasSpace(peer) ? { answer: await ask() } : null
        })
        if (found) {
          peer.hold(Buffer.byteLength(JSON.stringify(found.answer)))
          return found.answer
        }
        if (performance.now() > until) throw overloaded()
        await pause(ROOM_RETRY_MS)
      }
    },

    /** Counts no bytes of an answer. Rejects as `ask` does, or with TOO_MANY_READS or OVERLOADED. */
    async inTurn<Result>(peer: Peer, ask: () => Promise<Result>): Promise<Result> {
      refuseWait(waitFor(peer.address), "TOO_MANY_READS")
      return queue.run(peer, ask)
    },
  }
}
