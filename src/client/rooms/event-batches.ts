import { onCleanup } from "solid-js"

/** Ten times a second is as good as at once for a list. */
const REST_MS = 100

/**
 * Hands on at once what comes alone, and in a burst all that comes within a rest together: what follows from it costs as
 * much for one event as for many. For as long as the caller's scope lives.
 */
export function createBursts<T>(take: (all: T[]) => void) {
  let waiting: T[] = []
  let rest: ReturnType<typeof setTimeout> | undefined

  function flush() {
    clearTimeout(rest)
    rest = undefined
    if (waiting.length === 0) return
    const all = waiting
    waiting = []
    rest = setTimeout(flush, REST_MS)
    take(all)
  }
  onCleanup(() => clearTimeout(rest))

  return {
    flush,
    forget() {
      waiting = []
    },
    add(one: T) {
      waiting.push(one)
      if (rest === undefined) flush()
    },
  }
}
