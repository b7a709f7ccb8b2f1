/** Hands on in one go what comes within one frame, so that a burst costs a pass a frame, not a pass a message. */
export function createGathering<T>(take: (all: T[]) => void) {
  let waiting: T[] = []
  let frame = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function forget() {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    timer = undefined
    waiting = []
  }

  function flush() {
    const all = waiting
    forget()
    if (all.length > 0) take(all)
  }

  return {
    flush,
    forget,
    add(one: T) {
      waiting.push(one)
      if (timer !== undefined) return
      frame = requestAnimationFrame(flush)
      // A page that nobody sees has no frames.
      timer = setTimeout(flush, HIDDEN_MS)
    },
  }
}

const HIDDEN_MS = 250
