/** A bucket of tokens for each person, kept as the one moment at which it will be full again. */
import { ChatError } from "../../shared/errors.ts"

type Limit = { burst: number; perSecond: number }

export function createRate({ burst, perSecond }: Limit) {
  const fullAt = new Map<string, number>()
  const tokenMs = 1_000 / perSecond
  const forgetting = setInterval(forgetFull, burst * tokenMs)
  forgetting.unref()

  function forgetFull() {
    const now = performance.now()
    for (const [key, at] of fullAt) if (at <= now) fullAt.delete(key)
  }

  return {
    /** Takes one token. Throws TOO_MANY_MESSAGES, with the time to wait, when there is none. */
    take(key: string) {
      const now = performance.now()
      const full = Math.max(fullAt.get(key) ?? 0, now)
      const retryAfterMs = full - now - (burst - 1) * tokenMs
      if (retryAfterMs > 0)
        throw new ChatError("TOO_MANY_MESSAGES", "too many messages, slow down", { retryAfterMs })
      fullAt.set(key, full + tokenMs)
    },
    close: () => clearInterval(forgetting),
  }
}

export type Rate = ReturnType<typeof createRate>
