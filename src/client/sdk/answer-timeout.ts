/**
 * How long connecting may take before it is begun anew. On a good network a dead attempt should not cost much; on a slow
 * one, or where very many reconnect at once, giving up early would mean never to connect.
 */
const LEAST_MS = 4_000
const MOST_MS = 16_000
/** Times what the last connection took. */
const FACTOR = 4
/** Doubled after so many expired in a row. */
const DOUBLED_AFTER = 4

export function createAnswerTimeout() {
  let tookMs = MOST_MS / FACTOR
  let expiries = 0

  return {
    ms: () =>
      Math.min(
        MOST_MS,
        Math.max(LEAST_MS, tookMs * FACTOR) * 2 ** Math.floor(expiries / DOUBLED_AFTER),
      ),

    expired() {
      expiries++
    },

    opened(afterMs: number) {
      tookMs = afterMs
      expiries = 0
    },
  }
}

export type AnswerTimeout = ReturnType<typeof createAnswerTimeout>
