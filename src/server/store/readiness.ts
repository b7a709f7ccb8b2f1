/** A response to any caller shows that the store can be read; a probe of our own, which waits in its queue, is for quiet times. */
import { setTimeout as wait } from "node:timers/promises"
import { ChatError } from "../../shared/errors.ts"
import { READY_WAIT_MS, STORE_SILENCE_MS_MAX } from "../limits.ts"
import type { Store } from "./store.ts"

type Probe = { sentAt: number; settled: Promise<void> }

export function createReadiness(store: Store) {
  let respondedAt = performance.now()
  let failure: unknown = null
  let probe: Probe | null = null

  function onResponse() {
    respondedAt = performance.now()
    failure = null
  }

  function sendProbe(): Probe {
    const sentAt = performance.now()
    const settled = store
      .rooms({ after: 0, limit: 1 })
      .then(onResponse, (error: unknown) => {
        if (respondedAt <= sentAt) failure = error
      })
      .finally(() => {
        probe = null
      })
    return { sentAt, settled }
  }

  return {
    store: observed(store, onResponse),

    /** Rejects with STORE_UNAVAILABLE when nothing can be read, or there was no response for too long. */
    async check(): Promise<void> {
      probe ??= sendProbe()
      const { sentAt, settled } = probe
      const patience = sentAt + READY_WAIT_MS - performance.now()
      if (patience > 0) await Promise.race([settled, wait(patience, undefined, { ref: false })])
      if (failure !== null) throw failure
      const silence = performance.now() - Math.max(sentAt, respondedAt)
      if (silence > STORE_SILENCE_MS_MAX)
        throw new ChatError("STORE_UNAVAILABLE", "the store does not answer")
    },
  }
}

/** An error other than its own failure is a response too. */
function observed(store: Store, onResponse: () => void): Store {
  function onError(error: unknown) {
    if (error instanceof ChatError && error.code !== "STORE_UNAVAILABLE") onResponse()
  }
  function observe<Result>(result: Promise<Result>) {
    result.then(onResponse, onError)
    return result
  }
  return {
    ...store,
    rooms: (page) => observe(store.rooms(page)),
    room: (roomId) => observe(store.room(roomId)),
    activity: (page) => observe(store.activity(page)),
    heads: (roomIds) => observe(store.heads(roomIds)),
    history: (page) => observe(store.history(page)),
    replay: (from) => observe(store.replay(from)),
  }
}
