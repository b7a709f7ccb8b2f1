import type { Bus } from "../bus.ts"
import { type Log, RedisBus } from "./bus.ts"
import { connectRedis } from "./connect.ts"
import { createRedisRate, type Limit, type Rate } from "./rate.ts"

/** The bus of one database, by its `epoch`, and rates that its nodes count together. Rejects with an Error for people. */
export async function openRedis(url: string, { epoch, log }: { epoch: string; log: Log }) {
  const prefix = `confab:${epoch}:`
  const redis = await connectRedis(url, prefix)
  const bus: Bus = new RedisBus({ redis, prefix, log })
  return {
    bus,
    createRate: (name: string, limit: Limit, own: Rate) =>
      createRedisRate(
        { redis, prefix: `${prefix}rate:${name}`, isUp: () => bus.isUp() },
        limit,
        own,
      ),
  }
}
