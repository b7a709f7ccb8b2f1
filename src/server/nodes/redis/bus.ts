/**
 * Redis as the bus. What is published while it is away, or faster than it takes it, is dropped: a send never waits for it.
 * Whoever subscribed is told when everything is heard again, and finds out by other means what happened meanwhile.
 */
import { BUS_CLOSE_MS_MAX, BUS_UNSENT_BYTES_MAX } from "../../limits.ts"
import type { Bus, BusSubscriber } from "../bus.ts"
import { takePulse } from "./pulse.ts"
import type { Redis } from "./redis.ts"

export type Log = { warn(text: string): void; info(text: string): void }
/** `prefix` keeps apart what several databases say on one Redis. */
type Parts = { redis: Redis; prefix: string; log: Log }

export function createRedisBus({ redis, prefix, log }: Parts): Bus {
  const subscribers = new Map<string, BusSubscriber>()
  let unsentBytes = 0
  const pulse = takePulse(redis, {
    away: () => log.warn("the bus is away"),
    back() {
      log.info("the bus is back")
      void listen([...subscribers.keys()])
    },
  })

  function hear(text: string, channel: string) {
    const subscriber = subscribers.get(channel)
    if (subscriber) subscriber.receive(text)
    // A stop that got lost with a connection is made up for.
    else void ignore(channel)
  }

  /** What is in force already is only confirmed. */
  async function listen(channels: string[]) {
    if (channels.length === 0) return
    try {
      await redis.subscribe(channels, hear)
    } catch {
      // The connection broke: they are subscribed when there is another.
      return
    }
    if (pulse.isUp()) for (const channel of channels) subscribers.get(channel)?.onSubscribed()
  }

  const ignore = (channel: string) => redis.unsubscribe(channel, hear).catch(() => undefined)

  return {
    isUp: pulse.isUp,

    publish(topic, text, reached) {
      const bytes = Buffer.byteLength(text)
      if (!pulse.isUp() || unsentBytes + bytes > BUS_UNSENT_BYTES_MAX) return
      unsentBytes += bytes
      redis
        .publish(prefix + topic, text)
        .then(reached, () => undefined)
        .finally(() => {
          unsentBytes -= bytes
        })
    },

    subscribe(topic, subscriber) {
      const channel = prefix + topic
      subscribers.set(channel, subscriber)
      void listen([channel])
      return () => {
        if (subscribers.get(channel) !== subscriber) return
        subscribers.delete(channel)
        void ignore(channel)
      }
    },

    async close() {
      pulse.stop()
      subscribers.clear()
      const impatience = setTimeout(redis.destroy, BUS_CLOSE_MS_MAX)
      await redis.close()
      clearTimeout(impatience)
    },
  }
}
