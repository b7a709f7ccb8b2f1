import { isBlank } from "../../shared/text.ts"

const REPEAT_MS = 3_000

/** Tells others that somebody is typing: now and then while they are, and once when they no longer are. */
export function createTypingSign(tell: (isTyping: boolean) => void) {
  let toldAt = Number.NEGATIVE_INFINITY

  function stop() {
    if (toldAt !== Number.NEGATIVE_INFINITY) tell(false)
    forget()
  }

  /** A message that is sent ends the typing by itself. */
  function forget() {
    toldAt = Number.NEGATIVE_INFINITY
  }

  return {
    typed(text: string) {
      if (isBlank(text)) return stop()
      const now = performance.now()
      if (now - toldAt < REPEAT_MS) return
      toldAt = now
      tell(true)
    },
    stop,
    forget,
  }
}
