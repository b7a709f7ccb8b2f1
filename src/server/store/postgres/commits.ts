import { setImmediate as nextTurn, setTimeout as wait } from "node:timers/promises"
import { APPENDS_WAITING_MAX, BATCH_DRAFTS_MAX, STORE_WAIT_MS_MAX } from "../../limits.ts"
import { storeErrors } from "../errors.ts"
import type { Appended, Draft } from "../store.ts"
import type { Answer } from "./append.ts"
import { tooLate, withDeadline } from "./deadline.ts"
import { isPassing, reasonOf } from "./failures.ts"
import type { Patience } from "./transaction.ts"

type Waiting = { draft: Draft; until: number; answer(answer: Answer): void; isAnswered(): boolean }
type Turn = () => Promise<void>
type Commit = (drafts: Draft[], patience: Patience) => Promise<Answer[]>

/** What a full batch takes when all is well. */
const BATCH_MS_MAX = 500
const PAUSE_MS_MIN = 20
const PAUSE_MS_MAX = 1_000

/**
 * Group commit: while one transaction is under way, drafts queue; the next takes all of them. What fails for now is tried
 * again, as long as somebody waits for it.
 */
export function createCommits(commit: Commit) {
  const queued: (Waiting | Turn)[] = []
  let working: Promise<void> | undefined
  let closed = false

  async function work() {
    // What one turn of the event loop asks goes together.
    for (await nextTurn(); queued.length > 0; await nextTurn()) {
      const batch = takeDrafts()
      if (batch.length > 0) await settle(batch)
      else await (queued.shift() as Turn)()
    }
    working = undefined
  }

  function takeDrafts(): Waiting[] {
    const end = queued.findIndex((one) => typeof one === "function")
    return queued.splice(0, Math.min(end === -1 ? Infinity : end, BATCH_DRAFTS_MAX)) as Waiting[]
  }

  async function settle(batch: Waiting[]) {
    let pauseMs = PAUSE_MS_MIN
    for (let left = stillWaiting(batch); left.length > 0; left = stillWaiting(left)) {
      if (await attempt(left)) return
      await wait(pauseMs * (0.5 + Math.random()))
      pauseMs = Math.min(pauseMs * 2, PAUSE_MS_MAX)
    }
  }

  /** Answers all, unless it may well succeed later. */
  async function attempt(batch: Waiting[]): Promise<boolean> {
    const drafts = batch.map(({ draft }) => draft)
    const ends = batch.map(({ until }) => until)
    try {
      const answers = await commit(drafts, { first: Math.min(...ends), last: Math.max(...ends) })
      for (const [at, one] of batch.entries()) one.answer(answers[at] as Answer)
    } catch (error) {
      if (isPassing(error)) return false
      for (const one of batch) one.answer(storeErrors.unavailable(reasonOf(error)))
    }
    return true
  }

  function enqueue(one: Waiting | Turn) {
    queued.push(one)
    working ??= work()
  }

  function refuseMore() {
    if (closed) throw storeErrors.unavailable(new Error("the store is closed"))
    if (queued.length >= APPENDS_WAITING_MAX) {
      throw storeErrors.unavailable(new Error("too many messages are waiting"))
    }
  }

  return {
    /** Resolves once the draft is committed. Rejects when that could not be done in the time a caller waits. */
    async make(draft: Draft): Promise<Appended> {
      refuseMore()
      const { promise, waiting } = waitFor(draft)
      enqueue(waiting)
      return promise
    },

    /** Makes a change of another kind after all drafts asked before it, and before those asked after. */
    async inTurn<T>(change: () => Promise<T>): Promise<T> {
      refuseMore()
      const { promise, resolve } = Promise.withResolvers<T>()
      const until = performance.now() + STORE_WAIT_MS_MAX
      enqueue(async () => {
        if (performance.now() >= until) return
        const changing = change()
        resolve(changing)
        await changing.catch(() => {})
      })
      return withDeadline(promise)
    },

    /** Commits what is queued and takes no more. */
    async close() {
      closed = true
      await working
    },
  }
}

/**
 * Without those who have given up, or will before a full batch is stored: for one who does meanwhile, the transaction of all
 * has to be taken back. Where more comes than can be stored, those in front are always about to.
 */
const stillWaiting = (batch: Waiting[]) =>
  batch.filter((one) => !one.isAnswered() && one.until - performance.now() > BATCH_MS_MAX)

function waitFor(draft: Draft): { promise: Promise<Appended>; waiting: Waiting } {
  const { promise, resolve, reject } = Promise.withResolvers<Appended>()
  let isAnswered = false
  function answer(answer: Answer) {
    isAnswered = true
    clearTimeout(timer)
    if (answer instanceof Error) reject(answer)
    else resolve(answer)
  }
  const timer = setTimeout(() => answer(tooLate()), STORE_WAIT_MS_MAX)
  const until = performance.now() + STORE_WAIT_MS_MAX
  return { promise, waiting: { draft, until, answer, isAnswered: () => isAnswered } }
}
