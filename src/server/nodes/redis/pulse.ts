import { BUS_PING_MS, BUS_SILENCE_MS_MAX } from "../../limits.ts"
import type { Redis } from "./redis.ts"

type Turns = { away(): void; back(): void }

/**
 * Whether Redis answers: a connection that stands may lead to one that is stuck. `back` comes after every time in which
 * something may have been lost, however short.
 */
export function takePulse(redis: Redis, { away, back }: Turns) {
  let isUp = true
  let isAsking = false
  let answeredAt = performance.now()
  const asking = setInterval(ask, BUS_PING_MS).unref()
  redis.watch({ broke: lose, mended: find })

  function ask() {
    if (isUp && performance.now() - answeredAt > BUS_SILENCE_MS_MAX) lose()
    if (isAsking) return
    isAsking = true
    redis
      .ping()
      .then(find, lose)
      .finally(() => {
        isAsking = false
      })
  }

  function find() {
    answeredAt = performance.now()
    if (isUp) return
    isUp = true
    back()
  }

  function lose() {
    if (!isUp) return
    isUp = false
    away()
  }

  return { isUp: () => isUp, stop: () => clearInterval(asking) }
}
