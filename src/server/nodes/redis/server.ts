import type { RedisClientType } from "redis"
import type { Redis } from "./redis.ts"

/** One Redis, by the one connection there is to it. */
export function serverRedis(client: RedisClientType): Redis {
  return {
    publish: (channel, text) => client.publish(channel, text),
    subscribe: (channels, hear) => client.subscribe(channels, hear),
    unsubscribe: (channel, hear) => client.unsubscribe(channel, hear),
    ping: () => client.ping(),

    watch({ broke, mended }) {
      client.on("error", broke)
      client.on("ready", mended)
    },

    eval: (script, at) => client.eval(script, at),

    async close() {
      if (client.isReady) await client.close()
      else client.destroy()
    },
    destroy: () => client.destroy(),
  }
}
