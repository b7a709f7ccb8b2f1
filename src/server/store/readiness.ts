/**
 * Whether the store can be read, told without waiting in its queue. Whatever it answers, to any caller, shows that it can;
 * a question of our own is there for when nothing else is asked, and what is known counts as long as that one waits.
 */
import { setTimeout as wait } from "node:timers/promises"
import { ChatError } from "../../shared/errors.ts"
import { READY_WAIT_MS, STORE_SILENCE_MS_MAX } from "../limits.ts"
import type { Store } from "./store.ts"

type Probe = { askedAt: number; settled: Promise<void> }

export function createReadiness(store: Store) {
  // It has just been opened.
  let heardAt = performance.now()
  let failure: unknown = null
  let probe: Probe | null = null

  function hear() {
    heardAt = performance.now()
    failure = null
  }

  function ask(): Probe {
    const askedAt = performance.now()
    const settled = store
      .rooms({ after: 0, limit: 1 })
      .then(hear, (error: unknown) => {
        if (heardAt <= askedAt) failure = error
      })
      .finally(() => {
        probe = null
      })
    return { askedAt, settled }
  }

  return {
    /** The same store, its answers heeded. */
    store: heeded(store, hear),

    /** Rejects with STORE_UNAVAILABLE when nothing can be read, or nothing was answered for too long. */
    async check(): Promise<void> {
      probe ??= ask()
      const { askedAt, settled } = probe
      const patience = askedAt + READY_WAIT_MS - performance.now()
      if (patience > 0) await Promise.race([settled, wait(patience, undefined, { ref: false })])
      if (failure !== null) throw failure
      const silence = performance.now() - Math.max(askedAt, heardAt)
      if (silence > STORE_SILENCE_MS_MAX)
        throw new ChatError("STORE_UNAVAILABLE", "the store does not answer")
    },
  }
}

/** A refusal for any other reason than its own failure is an answer too. */
function heeded(store: Store, hear: () => void): Store {
  function unless(error: unknown) {
    if (error instanceof ChatError && error.code !== "STORE_UNAVAILABLE") hear()
  }
  function heed<Answer>(answer: Promise<Answer>) {
    answer.then(hear, unless)
    return answer
  }
  return {
    ...store,
    rooms: (page) => heed(store.rooms(page)),
    room: (roomId) => heed(store.room(roomId)),
    activity: (page) => heed(store.activity(page)),
    heads: (roomIds) => heed(store.heads(roomIds)),
    history: (page) => heed(store.history(page)),
    replay: (from) => heed(store.replay(from)),
  }
}
