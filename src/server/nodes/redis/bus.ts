/** Redis as the bus. What is published while it is away, or faster than it takes it, is dropped: a send never waits. */
import { BUS_CLOSE_MS_MAX, BUS_UNSENT_BYTES_MAX } from "../../limits.ts"
import type { Bus, BusSubscriber } from "../bus.ts"
import { Heartbeat } from "./heartbeat.ts"
import type { Redis } from "./redis.ts"

export type Log = { warn(text: string): void; info(text: string): void }
type Parts = { redis: Redis; prefix: string; log: Log }

export class RedisBus implements Bus {
  readonly #redis: Redis
  readonly #prefix: string
  readonly #subscribers = new Map<string, BusSubscriber>()
  readonly #heartbeat: Heartbeat
  #unsentBytes = 0

  constructor({ redis, prefix, log }: Parts) {
    this.#redis = redis
    this.#prefix = prefix
    this.#heartbeat = new Heartbeat(redis, {
      onDown: () => log.warn("the bus is away"),
      onUp: () => {
        log.info("the bus is back")
        void this.#subscribe([...this.#subscribers.keys()])
      },
    })
  }

  isUp(): boolean {
    return this.#heartbeat.isUp
  }

  publish(topic: string, text: string, onReached?: (subscribers: number) => void) {
    const bytes = Buffer.byteLength(text)
    if (!this.isUp() || this.#unsentBytes + bytes > BUS_UNSENT_BYTES_MAX) return
    this.#unsentBytes += bytes
    this.#redis
      .publish(this.#prefix + topic, text)
      .then(onReached, () => undefined)
      .finally(() => {
        this.#unsentBytes -= bytes
      })
  }

  subscribe(topic: string, subscriber: BusSubscriber) {
    const channel = this.#prefix + topic
    this.#subscribers.set(channel, subscriber)
    void this.#subscribe([channel])
    return () => {
      if (this.#subscribers.get(channel) !== subscriber) return
      this.#subscribers.delete(channel)
      void this.#unsubscribe(channel)
    }
  }

  async close() {
    this.#heartbeat.stop()
    this.#subscribers.clear()
    const timeout = setTimeout(() => this.#redis.destroy(), BUS_CLOSE_MS_MAX)
    await this.#redis.close()
    clearTimeout(timeout)
  }

  readonly #receive = (text: string, channel: string) => {
    const subscriber = this.#subscribers.get(channel)
    if (subscriber) subscriber.receive(text)
    // An earlier `unsubscribe` was lost with its connection.
    else void this.#unsubscribe(channel)
  }

  async #subscribe(channels: string[]) {
    if (channels.length === 0) return
    try {
      await this.#redis.subscribe(channels, this.#receive)
    } catch {
      // The connection broke: they are subscribed once there is another.
      return
    }
    if (this.isUp()) for (const channel of channels) this.#subscribers.get(channel)?.onSubscribed()
  }

  #unsubscribe(channel: string) {
    return this.#redis.unsubscribe(channel, this.#receive).catch(() => undefined)
  }
}
