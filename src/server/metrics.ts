/**
 * What one server counts of itself, in plain numbers: counting is adding, and nothing is read until somebody asks.
 * Who asks, and in what form, is none of its business; api/metrics.ts is the one that does.
 */

const SEND_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const LAG_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5]
const COMMIT_CHANGES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000]

export function createMetrics() {
  return {
    messagesStored: 0,
    /** From asking to durable, of messages that were stored. */
    sendSeconds: new Histogram(SEND_SECONDS),
    /** How many changes shared one commit. */
    commitChanges: new Histogram(COMMIT_CHANGES),
    /** Refusals by the code they were told with. */
    refused: new Map<string, number>(),
    /** WebSockets gone and event streams ended, by the code we closed them with; those that left by themselves as `client`. */
    closed: new Map<number | "client", number>(),
    /** From being stored on one node to being heard on another. */
    busLagSeconds: new Histogram(LAG_SECONDS),
    /** Holes in a room's line that were filled from the store. */
    gapFills: 0,
    /** Looks into the store for what the bus may have lost. */
    headChecks: 0,
  }
}

export type Metrics = ReturnType<typeof createMetrics>

/** How often values fell up to each bound, in increasing order, and beyond the last. */
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

/** Adds one to what was counted under a key. */
export function countOne<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
