import type { Bus } from "../bus.ts"
import { createRedisBus } from "./bus.ts"
import { connectRedis } from "./connect.ts"
import { createRedisRate } from "./rate.ts"

type Log = Parameters<typeof createRedisBus>[0]["log"]
type RateParts = Parameters<typeof createRedisRate>

/** The bus of one database, by its `epoch`, and rates that its nodes count together. Rejects with an Error for people. */
export async function openRedis(url: string, { epoch, log }: { epoch: string; log: Log }) {
  const prefix = `confab:${epoch}:`
  const redis = await connectRedis(url, prefix)
  const bus: Bus = createRedisBus({ redis, prefix, log })
  return {
    bus,
    createRate: (name: string, limit: RateParts[1], own: RateParts[2]) =>
      createRedisRate({ redis, prefix: `${prefix}rate:${name}`, isUp: bus.isUp }, limit, own),
  }
}
