/**
 * Hands on in one go what comes within one frame, and in a burst what comes within some of them: each pass draws, which
 * costs more than what is drawn (`npm run bench -- app`), and nobody reads faster. What comes alone waits for its frame only.
 */
export function createGathering<T>(take: (all: T[]) => void) {
  let waiting: T[] = []
  let frame = 0
  let rest: ReturnType<typeof setTimeout> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let takenAt = Number.NEGATIVE_INFINITY

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
    takenAt = performance.now()
    take(all)
  }

  function flushInFrame() {
    frame = requestAnimationFrame(flush)
  }

  return {
    flush,
    forget,
    add(one: T) {
      waiting.push(one)
      if (timer !== undefined) return
      const wait = takenAt + REST_MS - performance.now()
      if (wait > 0) rest = setTimeout(flushInFrame, wait)
      else flushInFrame()
      // A page that nobody sees has no frames.
      timer = setTimeout(flush, HIDDEN_MS)
    },
  }
}

const REST_MS = 80
const HIDDEN_MS = 250
