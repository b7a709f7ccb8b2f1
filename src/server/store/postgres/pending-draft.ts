import { STORE_WAIT_MS_MAX } from "../../limits.ts"
import type { Appended, Draft } from "../store.ts"
import type { AppendResult } from "./append.ts"
import { timeoutError } from "./deadline.ts"

/** What a full batch takes when all is well. */
const BATCH_MS_MAX = 500

/** A draft whose caller waits, no longer than until `deadline` on `performance.now()`'s clock. */
export class PendingDraft {
  readonly draft: Draft
  readonly deadline = performance.now() + STORE_WAIT_MS_MAX
  readonly #result = Promise.withResolvers<Appended>()
  readonly #timer = setTimeout(() => this.settle(timeoutError()), STORE_WAIT_MS_MAX)
  #isSettled = false

  constructor(draft: Draft) {
    this.draft = draft
  }

  get result(): Promise<Appended> {
    return this.#result.promise
  }

  settle(result: AppendResult): void {
    this.#isSettled = true
    clearTimeout(this.#timer)
    if (result instanceof Error) this.#result.reject(result)
    else this.#result.resolve(result)
  }

  /** Not for a caller who gives up before a full batch is stored: then the transaction of all has to be rolled back. */
  isWorthStoring(): boolean {
    return !this.#isSettled && this.deadline - performance.now() > BATCH_MS_MAX
  }
}
