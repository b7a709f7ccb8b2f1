import type { RedisClientType } from "redis"
import type { Listener, Redis } from "./redis.ts"

export class StandaloneRedis implements Redis {
  readonly #client: RedisClientType

  constructor(client: RedisClientType) {
    this.#client = client
  }

  publish(channel: string, text: string) {
    return this.#client.publish(channel, text)
  }

  subscribe(channels: string[], listener: Listener) {
    return this.#client.subscribe(channels, listener)
  }

  unsubscribe(channel: string, listener: Listener) {
    return this.#client.unsubscribe(channel, listener)
  }

  ping() {
    return this.#client.ping()
  }

  watch({ onLost, onRestored }: Parameters<Redis["watch"]>[0]) {
    this.#client.on("error", onLost)
    this.#client.on("ready", onRestored)
  }

  eval(...command: Parameters<Redis["eval"]>) {
    return this.#client.eval(...command)
  }

  async close() {
    if (this.#client.isReady) await this.#client.close()
    else this.#client.destroy()
  }

  destroy() {
    this.#client.destroy()
  }
}
