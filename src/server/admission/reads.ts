/** How clients' reads are let in: at a rate, in turn, and only while their answers find room. */
import { setTimeout as pause } from "node:timers/promises"
import { ChatError } from "../../shared/errors.ts"
import { READ_REST_MS_MAX, READ_WAIT_MS_MAX, ROOM_RETRY_MS } from "../../shared/limits.ts"
import { createFairQueue } from "./fair-queue.ts"
import type { MemoryBudget } from "./memory-budget.ts"
import type { Peer } from "./peer.ts"
import { refuseWait } from "./refuse-over-rate.ts"

type Parts = {
  budget: MemoryBudget
  /** How many the store answers at the same time. */
  atOnce: number
  /** 0, or the milliseconds until one more read from this address is let in. */
  waitFor: (address: string) => number
}

export function createReads({ budget, atOnce, waitFor }: Parts) {
  const queue = createFairQueue({ atOnce, restMsMax: READ_REST_MS_MAX })

  /** Waits until one more answer finds room. Throws TOO_MUCH_UNREAD or OVERLOADED. */
  async function findRoom(peer: Peer, until: number) {
    for (;;) {
      if (peer.isGone || performance.now() > until) throw overloaded()
      const room = budget.roomFor(peer.address)
      if (room === "yes") return
      if (room === "not for this address")
        throw new ChatError("TOO_MUCH_UNREAD", "read what was answered before", {
          retryAfterMs: READ_WAIT_MS_MAX,
        })
      await pause(ROOM_RETRY_MS)
    }
  }

  return {
    /**
     * Asks when it is the peer's turn, and counts the answer's bytes, as JSON, for it. Rejects as `ask` does, or with
     * TOO_MANY_READS, TOO_MUCH_UNREAD, ANSWER_TOO_LARGE or OVERLOADED.
     */
    async answer<Answer>(peer: Peer, ask: () => Promise<Answer>): Promise<Answer> {
      refuseWait(waitFor(peer.address), "TOO_MANY_READS")
      const until = performance.now() + READ_WAIT_MS_MAX
      return queue.run(peer, async () => {
        peer.hold(0)
        await findRoom(peer, until)
        const answer = await ask()
        peer.hold(Buffer.byteLength(JSON.stringify(answer)))
        return answer
      })
    },

    /** Asks when it is the peer's turn, for what is not answered as it is read. */
    async inTurn<Result>(peer: Peer, ask: () => Promise<Result>): Promise<Result> {
      refuseWait(waitFor(peer.address), "TOO_MANY_READS")
      return queue.run(peer, ask)
    },
  }
}

const overloaded = () =>
  new ChatError("OVERLOADED", "too much is asked of the server, try again", { retryAfterMs: 1_000 })

export type Reads = ReturnType<typeof createReads>
