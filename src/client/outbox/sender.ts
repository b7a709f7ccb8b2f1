/** When to send: with a connection, while this tab holds the lock, and after a failure with a backoff. */

const BACKOFF_MS = 1_000
const BACKOFF_MS_MAX = 30_000
/** Another tab sends what was written in it, unless it was closed. */
const OTHER_TAB_MS = 2_000

/** What became of the next item: settled, to be tried again (in so many ms), or there was none. */
export type SendStep = "settled" | "retry" | "empty" | { retryAfterMs: number }

type SenderOptions = {
  isOpen(): boolean
  withLock(work: () => Promise<void>): Promise<void>
  refresh(): Promise<void>
  sendNext(signal: AbortSignal): Promise<SendStep>
}

export function createSender({ isOpen, withLock, refresh, sendNext }: SenderOptions) {
  let isWanted = false
  let isRunning = false
  let isClosed = false
  let failures = 0
  let backoff: ReturnType<typeof setTimeout> | undefined
  let otherTab: ReturnType<typeof setTimeout> | undefined
  let request = new AbortController()

  const canSend = () => isOpen() && backoff === undefined && !isClosed
  const nextBackoff = () => Math.random() * Math.min(BACKOFF_MS_MAX, BACKOFF_MS * 2 ** failures++)

  async function run() {
    if (isRunning) return
    isRunning = true
    try {
      while (isWanted && canSend()) {
        isWanted = false
        await withLock(sendAll)
      }
    } catch {
      // A stolen lock, or an unexpected error: what is waiting is tried again all the same.
      pause(nextBackoff())
    } finally {
      isRunning = false
    }
  }

  async function sendAll() {
    await refresh()
    while (canSend()) {
      request = new AbortController()
      const step = await sendNext(request.signal)
      if (step === "empty") return
      if (step === "settled") failures = 0
      else pause(step === "retry" ? nextBackoff() : step.retryAfterMs)
    }
    isWanted = true
  }

  function pause(ms: number) {
    if (!isClosed) backoff = setTimeout(resume, ms)
  }

  function resume() {
    clearTimeout(backoff)
    backoff = undefined
    wake()
  }

  function wake() {
    isWanted = true
    void run()
  }

  return {
    wake,

    /** There is something that another tab is about to send. */
    wakeAfterOtherTab() {
      clearTimeout(otherTab)
      otherTab = setTimeout(wake, OTHER_TAB_MS)
    },

    /** Without a connection the lock is released: another tab may have one. */
    connectionChanged() {
      if (isOpen()) resume()
      else request.abort()
    },

    close() {
      isClosed = true
      clearTimeout(backoff)
      clearTimeout(otherTab)
      request.abort()
    },
  }
}

export type Sender = ReturnType<typeof createSender>
