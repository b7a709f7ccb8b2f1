import { RateLimiterRedis } from "rate-limiter-flexible"
import { RATE_WAIT_MS } from "../../limits.ts"
import type { Redis } from "./redis.ts"

export type Limit = { burst: number; perSecond: number }
export type Rate = { take(key: string): number; close(): void }
type Parts = { redis: Redis; prefix: string; isUp: () => boolean }

/** A rate that all nodes count together, in windows that last as long as `burst` takes to earn anew. */
export function createRedisRate(
  { redis, prefix, isUp }: Parts,
  { burst, perSecond }: Limit,
  own: Rate,
) {
  const limiter = new RateLimiterRedis({
    storeClient: redis,
    useRedisPackage: true,
    keyPrefix: prefix,
    points: burst,
    duration: burst / perSecond,
    inMemoryBlockOnConsumed: burst,
  })

  async function takeTogether(key: string): Promise<number> {
    const timedOut = Promise.withResolvers<number>()
    const timeout = setTimeout(() => timedOut.resolve(own.take(key)), RATE_WAIT_MS)
    const taken = limiter.consume(key).then(
      () => 0,
      (refused: Error | { msBeforeNext: number }) =>
        refused instanceof Error ? own.take(key) : refused.msBeforeNext,
    )
    return Promise.race([taken, timedOut.promise]).finally(() => clearTimeout(timeout))
  }

  return {
    /** Returns 0, or the milliseconds until there will be another. */
    take: (key: string): number | Promise<number> => (isUp() ? takeTogether(key) : own.take(key)),
    close: own.close,
  }
}
