/** The Redis of the tests, and how they find out that there is none. */
import { connectRedis } from "../../src/server/hub/redis/connect.ts"

export const redisUrl = process.env.TEST_REDIS_URL ?? "redis://127.0.0.1:6379"

const client = await connectRedis(redisUrl).catch(() => null)
client?.destroy()

/** False where no Redis answers: then its tests are left out, but never on CI. */
export const hasRedis: boolean = client !== null || process.env.CI === "true"

/** What to say where they are left out. */
export const withoutRedis: string = hasRedis
  ? ""
  : ` (left out: no Redis answers at TEST_REDIS_URL, ${redisUrl})`
