/**
 * Hands on in one go what comes within one frame, and in a burst what comes within some of them: each pass draws, which
 * costs more than what is drawn (`npm run bench -- app`), and nobody reads faster. After a pass comes a rest that is longer
 * the longer the drawing took, so that a slow machine has time for its owner. What comes alone waits for its frame only.
 */
export function createGathering<T>(take: (all: T[]) => void) {
  let waiting: T[] = []
  let frame = 0
  let rest: ReturnType<typeof setTimeout> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let restUntil = 0

  function forget() {
    cancelAnimationFrame(frame)
    clearTimeout(rest)
    clearTimeout(timer)
    timer = undefined
    waiting = []
  }

  function flush() {
    const all = waiting
    forget()
    if (all.length === 0) return
    const began = performance.now()
    restUntil = began + REST_MS
    take(all)
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
    forget,
    add(one: T) {
      waiting.push(one)
      if (timer !== undefined) return
      flushInFrame()
      // A page that nobody sees has no frames.
      timer = setTimeout(flush, HIDDEN_MS)
    },
  }
}

const REST_MS = 80
/** To the time from a pass to its place on the screen. */
const REST_SHARE = 2
const REST_MS_MAX = 300
const HIDDEN_MS = 500
