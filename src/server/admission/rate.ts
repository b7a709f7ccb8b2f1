/** A token bucket for each key, kept as the one moment at which it will be full again. */

export type Limit = { burst: number; perSecond: number }

export function createRate<Key>({ burst, perSecond }: Limit) {
  const fullAt = new Map<Key, number>()
  const tokenMs = 1_000 / perSecond
  const forgetting = setInterval(forgetFull, burst * tokenMs)
  forgetting.unref()

  function forgetFull() {
    const now = performance.now()
    for (const [key, at] of fullAt) if (at <= now) fullAt.delete(key)
  }

  return {
    /** Returns 0, or without taking any the milliseconds until there will be as many. */
    take(key: Key, count = 1): number {
      const now = performance.now()
      const full = Math.max(fullAt.get(key) ?? 0, now)
      const wait = full - now - (burst - count) * tokenMs
      if (wait > 0) return wait
      fullAt.set(key, full + count * tokenMs)
      return 0
    },
    close: () => clearInterval(forgetting),
  }
}

export type Rate<Key> = ReturnType<typeof createRate<Key>>

export type SharedRate = {
  /** Returns 0, or the milliseconds until there will be another. */
  take(key: string): number | Promise<number>
  close(): void
}
