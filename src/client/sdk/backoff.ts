/** How long to wait before the next attempt to connect: exponential, with full jitter, for ever. */

const FIRST_MS = 500
const LONGEST_MS = 30_000
/** A connection that lasted this long was a good one: after its loss the waiting starts from the beginning. */
const STABLE_MS = 5_000

/** In milliseconds, after so many losses in a row. */
export const longestDelay = (losses: number): number =>
  Math.min(LONGEST_MS, FIRST_MS * 2 ** (losses - 1))

export function createBackoff(onWait: (retryAt: number) => void) {
  let losses = -1
  let openedAt = Number.POSITIVE_INFINITY
  let skip: () => void = () => undefined

  /** Nothing for the very first attempt. */
  function nextDelay() {
    losses = Date.now() - openedAt > STABLE_MS ? 1 : losses + 1
    openedAt = Number.POSITIVE_INFINITY
    return losses === 0 ? 0 : Math.random() * longestDelay(losses)
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
