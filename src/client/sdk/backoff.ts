/** Exponential backoff between attempts to connect, with full jitter, without an end. */
import { isSeen } from "./page-events.ts"

const FIRST_MS = 500
const LONGEST_MS = 30_000
/** For a page that is seen: it is back this soon after the server. */
const LONGEST_SEEN_MS = 3_000
/** After the loss of a connection that lasted this long the delays start over. */
const STABLE_MS = 5_000

/** In milliseconds, after so many losses in a row. */
export const longestDelay = (losses: number, seen = false): number =>
  Math.min(seen ? LONGEST_SEEN_MS : LONGEST_MS, FIRST_MS * 2 ** (losses - 1))

export function createBackoff(onWait: (retryAt: number) => void) {
  let losses = -1
  let triedAt = Number.POSITIVE_INFINITY
  let openedAt = Number.POSITIVE_INFINITY
  let stopWaiting: () => void = () => undefined

  /** Counted from the start of the last attempt, in case it hung. */
  function nextDelay() {
    const now = Date.now()
    losses = now - openedAt > STABLE_MS ? 1 : losses + 1
    const hung = openedAt <= now ? 0 : Math.max(0, now - triedAt)
    openedAt = Number.POSITIVE_INFINITY
    return losses === 0 ? 0 : Math.max(0, Math.random() * longestDelay(losses, isSeen()) - hung)
  }

  async function waitFor(delay: number) {
    onWait(Date.now() + delay)
    await new Promise<void>((resolve) => {
      const due = setTimeout(resolve, delay)
      stopWaiting = () => {
        clearTimeout(due)
        resolve()
      }
    })
  }

  return {
    /** Resolves when the next attempt is due: the first one at once. */
    async wait() {
      const delay = nextDelay()
      if (delay > 0) await waitFor(delay)
      triedAt = Date.now()
    },

    opened() {
      openedAt = Date.now()
    },

    /** Ends the wait now; should the next attempt fail, the one after it comes soon. */
    skip() {
      losses = Math.min(losses, 0)
      stopWaiting()
    },
  }
}
