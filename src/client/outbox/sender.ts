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

export class Sender {
  readonly #options: SenderOptions
  #isWanted = false
  #isRunning = false
  #isClosed = false
  #failures = 0
  #backoff: ReturnType<typeof setTimeout> | undefined
  #otherTab: ReturnType<typeof setTimeout> | undefined
  #request = new AbortController()

  constructor(options: SenderOptions) {
    this.#options = options
  }

  wake() {
    this.#isWanted = true
    void this.#run()
  }

  /** There is something that another tab is about to send. */
  wakeAfterOtherTab() {
    clearTimeout(this.#otherTab)
    this.#otherTab = setTimeout(() => this.wake(), OTHER_TAB_MS)
  }

  /** Without a connection the lock is released: another tab may have one. */
  connectionChanged() {
    if (this.#options.isOpen()) this.#resume()
    else this.#request.abort()
  }

  close() {
    this.#isClosed = true
    clearTimeout(this.#backoff)
    clearTimeout(this.#otherTab)
    this.#request.abort()
  }

  get #canSend() {
    return this.#options.isOpen() && this.#backoff === undefined && !this.#isClosed
  }

  async #run() {
    if (this.#isRunning) return
    this.#isRunning = true
    try {
      while (this.#isWanted && this.#canSend) {
        this.#isWanted = false
        await this.#options.withLock(() => this.#sendAll())
      }
    } catch {
      // A stolen lock, or an unexpected error: what is waiting is tried again all the same.
      this.#pause(this.#nextBackoff())
    } finally {
      this.#isRunning = false
    }
  }

  async #sendAll() {
    await this.#options.refresh()
    while (this.#canSend) {
      this.#request = new AbortController()
      const step = await this.#options.sendNext(this.#request.signal)
      if (step === "empty") return
      if (step === "settled") this.#failures = 0
      else this.#pause(step === "retry" ? this.#nextBackoff() : step.retryAfterMs)
    }
    this.#isWanted = true
  }

  #nextBackoff() {
    return Math.random() * Math.min(BACKOFF_MS_MAX, BACKOFF_MS * 2 ** this.#failures++)
  }

  #pause(ms: number) {
    if (this.#isClosed) return
    this.#backoff = setTimeout(() => this.#resume(), ms)
  }

  #resume() {
    clearTimeout(this.#backoff)
    this.#backoff = undefined
    this.wake()
  }
}
