import { setImmediate as nextTurn, setTimeout as wait } from "node:timers/promises"
import { APPENDS_WAITING_MAX, BATCH_DRAFTS_MAX, STORE_WAIT_MS_MAX } from "../../limits.ts"
import { storeErrors } from "../errors.ts"
import type { Appended, Draft } from "../store.ts"
import type { AppendResult } from "./append.ts"
import { isTransient, withoutDetails } from "./database-errors.ts"
import { withDeadline } from "./deadline.ts"
import { PendingDraft } from "./pending-draft.ts"
import type { Deadlines } from "./transaction.ts"

type Change = () => Promise<void>
type Commit = (drafts: Draft[], deadlines: Deadlines) => Promise<AppendResult[]>

const RETRY_MS_MIN = 20
const RETRY_MS_MAX = 1_000

/**
 * While one transaction is under way, drafts queue; the next takes all of them. A transient failure is tried again, for as
 * long as a caller waits.
 */
export class GroupCommit {
  readonly #commit: Commit
  readonly #queue: (PendingDraft | Change)[] = []
  #working: Promise<void> | undefined
  #isClosed = false

  constructor(commit: Commit) {
    this.#commit = commit
  }

  /** Resolves once the draft is committed. Rejects when that was not possible in the time a caller waits. */
  async append(draft: Draft): Promise<Appended> {
    this.#refuseMore()
    const pending = new PendingDraft(draft)
    this.#enqueue(pending)
    return pending.result
  }

  /** Makes a change of another kind after all drafts queued before it, and before those queued after. */
  async change<T>(change: () => Promise<T>): Promise<T> {
    this.#refuseMore()
    const { promise, resolve } = Promise.withResolvers<T>()
    const deadline = performance.now() + STORE_WAIT_MS_MAX
    this.#enqueue(async () => {
      if (performance.now() >= deadline) return
      const changing = change()
      resolve(changing)
      await changing.catch(() => {})
    })
    return withDeadline(promise)
  }

  /** Commits what is queued and accepts no more. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#working
  }

  #refuseMore() {
    if (this.#isClosed) throw storeErrors.unavailable(new Error("the store is closed"))
    if (this.#queue.length >= APPENDS_WAITING_MAX) {
      throw storeErrors.unavailable(new Error("too many messages are waiting"))
    }
  }

  #enqueue(item: PendingDraft | Change) {
    this.#queue.push(item)
    this.#working ??= this.#work()
  }

  async #work() {
    // The drafts of one turn of the event loop go together.
    for (await nextTurn(); this.#queue.length > 0; await nextTurn()) {
      const batch = this.#takeDrafts()
      if (batch.length > 0) await this.#store(batch)
      else await (this.#queue.shift() as Change)()
    }
    this.#working = undefined
  }

  #takeDrafts(): PendingDraft[] {
    const end = this.#queue.findIndex((item) => typeof item === "function")
    const count = Math.min(end === -1 ? Infinity : end, BATCH_DRAFTS_MAX)
    return this.#queue.splice(0, count) as PendingDraft[]
  }

  async #store(batch: PendingDraft[]) {
    let retryMs = RETRY_MS_MIN
    for (let left = worthStoring(batch); left.length > 0; left = worthStoring(left)) {
      if (await this.#tryStore(left)) return
      await wait(retryMs * (0.5 + Math.random()))
      retryMs = Math.min(retryMs * 2, RETRY_MS_MAX)
    }
  }

  /** Settles all, unless the failure is transient. */
  async #tryStore(batch: PendingDraft[]): Promise<boolean> {
    const drafts = batch.map(({ draft }) => draft)
    const deadlines = batch.map(({ deadline }) => deadline)
    const [first, last] = [Math.min(...deadlines), Math.max(...deadlines)]
    try {
      const results = await this.#commit(drafts, { first, last })
      for (const [at, pending] of batch.entries()) pending.settle(results[at] as AppendResult)
    } catch (error) {
      if (isTransient(error)) return false
      for (const pending of batch) pending.settle(storeErrors.unavailable(withoutDetails(error)))
    }
    return true
  }
}

const worthStoring = (batch: PendingDraft[]) => batch.filter((pending) => pending.isWorthStoring())
