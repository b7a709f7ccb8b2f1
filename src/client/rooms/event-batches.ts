import { onCleanup } from "solid-js"

/** Ten times a second is as good as at once for a list. */
const INTERVAL_MS = 100

/**
 * Delivers a lone event at once, and during a burst all events of an interval together: what follows from them costs as
 * much for one as for many. For as long as the caller's scope lives.
 */
export function createEventBatches<T>(deliver: (events: T[]) => void) {
  let waiting: T[] = []
  let pause: ReturnType<typeof setTimeout> | undefined

  function flush() {
    clearTimeout(pause)
    pause = undefined
    if (waiting.length === 0) return
    const events = waiting
    waiting = []
    pause = setTimeout(flush, INTERVAL_MS)
    deliver(events)
  }
  onCleanup(() => clearTimeout(pause))

  return {
    flush,
    clear() {
      waiting = []
    },
    add(event: T) {
      waiting.push(event)
      if (pause === undefined) flush()
    },
  }
}
