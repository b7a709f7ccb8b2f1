export type Random = ReturnType<typeof createRandom>

/** The same numbers for the same seed, everywhere: mulberry32. */
export function createRandom(seed: number) {
  let state = seed >>> 0

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  return {
    /** From 0 up to 1, without 1. */
    next,
    below: (count: number) => Math.floor(next() * count),
    /** The time between two of what comes by chance, on average so long. */
    gap: (average: number) => -average * Math.log(1 - next()),
    /** A way through a network: mostly as long as its median, sometimes much longer. */
    way: (median: number, spread: number) =>
      median *
      Math.exp(spread * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())),
  }
}
