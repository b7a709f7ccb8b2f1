/** When to send: with a connection, in this tab's turn, and after a failure not at once. */
import { onCleanup } from "solid-js"

const FIRST_MS = 1_000
const LONGEST_MS = 30_000
/** Another tab sends what was written in it, unless it died. */
const OTHER_TAB_MS = 2_000

/** What became of the next one: gone, to be tried again later (in so many ms), or there was none. */
export type Step = "gone" | "later" | "none" | { retryAfterMs: number }

type Work = {
  isOpen(): boolean
  takeTurn(work: () => Promise<void>): Promise<void>
  look(): Promise<void>
  sendNext(signal: AbortSignal): Promise<Step>
}

export function createSender({ isOpen, takeTurn, look, sendNext }: Work) {
  let wanted = false
  let running = false
  let failures = 0
  let ended = false
  let pausing: ReturnType<typeof setTimeout> | undefined
  let watching: ReturnType<typeof setTimeout> | undefined
  let trying = new AbortController()

  const canSend = () => isOpen() && pausing === undefined && !ended

  async function run() {
    if (running) return
    running = true
    try {
      while (wanted && canSend()) {
        wanted = false
        await takeTurn(round)
      }
    } catch {
      // A turn that was taken away, or what nobody thought of: what waits is not left lying.
      pause(backoff())
    } finally {
      running = false
    }
  }

  async function round() {
    await look()
    while (canSend()) {
      trying = new AbortController()
      const step = await sendNext(trying.signal)
      if (step === "none") return
      if (step === "gone") failures = 0
      else pause(step === "later" ? backoff() : step.retryAfterMs)
    }
    wanted = true
  }

  const backoff = () => Math.random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** failures++)

  function pause(ms: number) {
    if (ended) return
    pausing = setTimeout(goOn, ms)
  }

  function goOn() {
    clearTimeout(pausing)
    pausing = undefined
    wake()
  }

  function wake() {
    wanted = true
    void run()
  }

  onCleanup(() => {
    ended = true
    clearTimeout(pausing)
    clearTimeout(watching)
    trying.abort()
  })

  return {
    /** There is something to send. */
    wake,

    /** There is something that another tab is about to send. */
    watch() {
      clearTimeout(watching)
      watching = setTimeout(wake, OTHER_TAB_MS)
    },

    /** The connection came or went: without one, another tab may have its turn. */
    connectionChanged() {
      if (isOpen()) goOn()
      else trying.abort()
    },
  }
}
