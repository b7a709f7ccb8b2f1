/** How long to wait before the next attempt to connect: exponential, with full jitter, for ever. */

const FIRST_MS = 500
const LONGEST_MS = 30_000
/** A connection that lasted this long was a good one: after its loss the waiting starts from the beginning. */
const STABLE_MS = 5_000

export function createBackoff(onWait: (retryAt: number) => void) {
  let attempts = 0
  let openedAt = Number.POSITIVE_INFINITY
  let skip: () => void = () => undefined

  function nextDelay() {
    if (Date.now() - openedAt > STABLE_MS) attempts = 1
    openedAt = Number.POSITIVE_INFINITY
    return attempts++ === 0 ? 0 : Math.random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** attempts)
  }

  return {
    /** Resolves when the next attempt is due: the very first one at once. */
    async wait() {
      const delay = nextDelay()
      if (delay === 0) return
      onWait(Date.now() + delay)
      await new Promise<void>((resolve) => {
        const due = setTimeout(resolve, delay)
        skip = () => {
          clearTimeout(due)
          resolve()
        }
      })
    },

    opened() {
      openedAt = Date.now()
    },

    /** Ends the waiting now. */
    skip: () => skip(),
  }
}
