import type { Logger } from "pino"

const MINUTE_MS = 60_000
const WARNINGS_A_MINUTE_MAX = 10
const CHARS_MAX = 200

/** For warnings that any client can cause: each once a minute, and a few of them at most. */
export function createThrottledWarning(log: Logger) {
  const warned = new Set<string>()
  let since = Number.NEGATIVE_INFINITY

  return function warn(about: Record<string, string | undefined>, advice: string) {
    const now = performance.now()
    if (now - since >= MINUTE_MS) {
      warned.clear()
      since = now
    }
    const short = Object.entries(about).map(([name, text]) => [name, text?.slice(0, CHARS_MAX)])
    const key = JSON.stringify([advice, short])
    if (warned.size >= WARNINGS_A_MINUTE_MAX || warned.has(key)) return
    warned.add(key)
    log.warn(Object.fromEntries(short), advice)
  }
}
