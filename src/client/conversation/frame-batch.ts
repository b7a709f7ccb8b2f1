/**
 * Hands on in one pass what is added within a frame, and in a burst within several: each pass draws, which costs more than
 * what is drawn (`npm run bench -- app`). After a pass comes a rest that is longer the longer the drawing took, so that a
 * slow machine can respond. What is added alone waits for its frame only.
 */
export function createFrameBatch<T>(apply: (all: T[]) => void) {
  let waiting: T[] = []
  let frame = 0
  let rest: ReturnType<typeof setTimeout> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let restUntil = 0

  function clear() {
    cancelAnimationFrame(frame)
    clearTimeout(rest)
    clearTimeout(timer)
    timer = undefined
    waiting = []
  }

  function flush() {
    const all = waiting
    clear()
    if (all.length === 0) return
    const began = performance.now()
    restUntil = began + REST_MS
    apply(all)
    // The list measures what it drew, and has it in its place a frame later.
    requestAnimationFrame(() => setTimeout(restAfter, 0, began))
  }

  function restAfter(began: number) {
    const now = performance.now()
    restUntil = Math.max(restUntil, now + Math.min(REST_MS_MAX, (now - began) * REST_SHARE))
  }

  function flushInFrame() {
    const wait = restUntil - performance.now()
    if (wait > 0) rest = setTimeout(flushInFrame, wait)
    else frame = requestAnimationFrame(flush)
  }

  return {
    flush,
    clear,
    add(one: T) {
      waiting.push(one)
      if (timer !== undefined) return
      flushInFrame()
      // A hidden page has no frames.
      timer = setTimeout(flush, HIDDEN_MS)
    },
  }
}

const REST_MS = 80
/** Of the time from a pass until its rows are in place. */
const REST_SHARE = 2
const REST_MS_MAX = 300
const HIDDEN_MS = 500
