/** The Redis that tests use: what they say there goes by an epoch of their own. */
import { openRedis } from "../../src/server/nodes/redis/open.ts"
import { findServer } from "./servers.ts"

export const redis = await findServer({
  name: "Redis",
  variable: "TEST_REDIS_URL",
  byDefault: "redis://127.0.0.1:6379",
})

const log = { warn: () => undefined, info: () => undefined }

/** What a node has of it, by way of another address if need be. */
export const openTestRedis = (epoch: string, url = redis.url) => openRedis(url, { epoch, log })

/** The same place, by way of another address. */
export function urlThrough(proxy: string): string {
  const through = new URL(redis.url)
  through.host = new URL(proxy).host
  return through.href
}
