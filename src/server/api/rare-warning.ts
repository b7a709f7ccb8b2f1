import type { Logger } from "pino"

const MINUTE_MS = 60_000
/** Beyond them it is somebody who makes them up. */
const A_MINUTE_MAX = 10
const CHARS_MAX = 200

/** Warns of what anybody can bring about: each thing once a minute, and of a few at most. */
export function createRareWarning(log: Logger) {
  const told = new Set<string>()
  let since = Number.NEGATIVE_INFINITY

  return function warn(about: Record<string, string | undefined>, advice: string) {
    const now = performance.now()
    if (now - since >= MINUTE_MS) {
      told.clear()
      since = now
    }
    const short = Object.entries(about).map(([name, text]) => [name, text?.slice(0, CHARS_MAX)])
    const key = JSON.stringify([advice, short])
    if (told.size >= A_MINUTE_MAX || told.has(key)) return
    told.add(key)
    log.warn(Object.fromEntries(short), advice)
  }
}
