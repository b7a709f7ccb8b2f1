/** The one connection to Redis: it must come about at the start, and comes back by itself ever after. */
import { createClient, type RedisClientType } from "redis"
import { BUS_CONNECT_MS_MAX, BUS_DEAD_MS_MAX, BUS_RETRY_MS_MAX } from "../../../shared/limits.ts"

export type Redis = RedisClientType

const FIRST_RETRY_MS = 50

/** Rejects with an Error for people, without the password, when there is no Redis or it does not let us in. */
export async function connectRedis(url: string): Promise<Redis> {
  let isStarted = false
  const client: Redis = createClient({
    url,
    // What cannot be sent now is of no use later, and a timer a command would be too dear.
    disableOfflineQueue: true,
    commandOptions: { timeout: 0 },
    socket: {
      connectTimeout: BUS_CONNECT_MS_MAX,
      socketTimeout: BUS_DEAD_MS_MAX,
      reconnectStrategy: (retries) => isStarted && soonerOrLater(retries),
    },
  })
  client.on("error", () => undefined)
  const late = Promise.withResolvers<never>()
  const impatience = setTimeout(() => late.reject(new Error("no answer")), BUS_CONNECT_MS_MAX)
  try {
    await Promise.race([client.connect(), late.promise])
  } catch (error) {
    client.destroy()
    throw new Error(`REDIS_URL: cannot use the Redis at ${placeOf(url)}: ${reasonOf(error)}`)
  } finally {
    clearTimeout(impatience)
  }
  isStarted = true
  return client
}

/** Not all nodes at the same moment. */
const soonerOrLater = (retries: number) =>
  Math.ceil(Math.random() * Math.min(BUS_RETRY_MS_MAX, FIRST_RETRY_MS * 2 ** Math.min(retries, 20)))

const placeOf = (url: string) => URL.parse(url)?.host ?? "?"

/** Where a name has several addresses, each has its own reason, and their sum has no words. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(", ")
  return error instanceof Error ? error.message : String(error)
}
