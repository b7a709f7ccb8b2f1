/** What one server counts, in plain numbers that api/metrics.ts reads. */

const SEND_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const LAG_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5]
const COMMIT_CHANGES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000]

export function createMetrics() {
  return {
    messagesStored: 0,
    sendSeconds: new Histogram(SEND_SECONDS),
    commitChanges: new Histogram(COMMIT_CHANGES),
    refused: new Map<string, number>(),
    /** WebSockets and event streams by our close code, or as `client`. */
    closed: new Map<number | "client", number>(),
    /** From stored on one node to received on another. */
    busLagSeconds: new Histogram(LAG_SECONDS),
    /** Holes in a room's stream that were filled from the store. */
    gapFills: 0,
    headChecks: 0,
  }
}

export type Metrics = ReturnType<typeof createMetrics>

/** Counts of values up to each bound, in increasing order, and beyond the last. */
export class Histogram {
  readonly bounds: readonly number[]
  readonly counts: number[]
  sum = 0

  constructor(bounds: readonly number[]) {
    this.bounds = bounds
    this.counts = Array.from({ length: bounds.length + 1 }, () => 0)
  }

  observe(value: number): void {
    let at = 0
    while (at < this.bounds.length && value > (this.bounds[at] ?? 0)) at++
    this.counts[at] = (this.counts[at] ?? 0) + 1
    this.sum += value
  }
}

export function countOne<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
