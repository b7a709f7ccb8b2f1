import { isBlank } from "../../shared/text.ts"

const REPEAT_MS = 3_000

/** Publishes that a person is typing: every few seconds while they are, and once when they stop. */
export function createTypingSign(publish: (isTyping: boolean) => void) {
  let publishedAt = Number.NEGATIVE_INFINITY

  function stop() {
    if (publishedAt !== Number.NEGATIVE_INFINITY) publish(false)
    forget()
  }

  /** A message that is sent ends the typing by itself. */
  function forget() {
    publishedAt = Number.NEGATIVE_INFINITY
  }

  return {
    typed(text: string) {
      if (isBlank(text)) return stop()
      const now = performance.now()
      if (now - publishedAt < REPEAT_MS) return
      publishedAt = now
      publish(true)
    },
    stop,
    forget,
  }
}
