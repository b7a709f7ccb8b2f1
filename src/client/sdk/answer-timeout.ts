/**
 * How long connecting may take before it is begun anew. On a good network a dead attempt should not cost much; on a slow
 * one, or where very many come back at once, giving up early would mean never to get there.
 */
const LEAST_MS = 4_000
const MOST_MS = 16_000
/** Of what it took the last time. */
const TIMES = 4
/** After so many in a row that were given up, twice as long. */
const DOUBLED_AFTER = 4

export function createPatience() {
  let tookMs = MOST_MS / TIMES
  let givenUp = 0

  return {
    ms: () =>
      Math.min(
        MOST_MS,
        Math.max(LEAST_MS, tookMs * TIMES) * 2 ** Math.floor(givenUp / DOUBLED_AFTER),
      ),

    gaveUp() {
      givenUp++
    },

    opened(afterMs: number) {
      tookMs = afterMs
      givenUp = 0
    },
  }
}
