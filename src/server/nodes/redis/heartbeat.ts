import { BUS_PING_MS, BUS_SILENCE_MS_MAX } from "../../limits.ts"
import type { Redis } from "./redis.ts"

type Callbacks = { onDown(): void; onUp(): void }

/** Whether Redis answers. `onUp` is called after every time in which messages may have been lost, however short. */
export class Heartbeat {
  readonly #redis: Redis
  readonly #callbacks: Callbacks
  readonly #timer: NodeJS.Timeout
  #isUp = true
  #isPinging = false
  #answeredAt = performance.now()

  constructor(redis: Redis, callbacks: Callbacks) {
    this.#redis = redis
    this.#callbacks = callbacks
    this.#timer = setInterval(() => this.#ping(), BUS_PING_MS).unref()
    redis.watch({ onLost: () => this.#markDown(), onRestored: () => this.#markUp() })
  }

  get isUp(): boolean {
    return this.#isUp
  }

  stop() {
    clearInterval(this.#timer)
  }

  #ping() {
    if (this.#isUp && performance.now() - this.#answeredAt > BUS_SILENCE_MS_MAX) this.#markDown()
    if (this.#isPinging) return
    this.#isPinging = true
    this.#redis
      .ping()
      .then(
        () => this.#markUp(),
        () => this.#markDown(),
      )
      .finally(() => {
        this.#isPinging = false
      })
  }

  #markUp() {
    this.#answeredAt = performance.now()
    if (this.#isUp) return
    this.#isUp = true
    this.#callbacks.onUp()
  }

  #markDown() {
    if (!this.#isUp) return
    this.#isUp = false
    this.#callbacks.onDown()
  }
}
