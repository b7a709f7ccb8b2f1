import { storeErrors } from "../errors.ts"
import type { CommitSizes } from "../store.ts"

type Change<Transaction> = {
  apply(transaction: Transaction): void
  succeed(): void
  fail(error: unknown): void
}

type Parts<Transaction> = {
  begin: () => Transaction
  save: (transaction: Transaction) => Promise<void>
  sizes?: CommitSizes | undefined
}

/** While one transaction is saved, changes queue; the next takes all of them. A refused change leaves the others alone. */
export function createGroupCommit<Transaction>({ begin, save, sizes }: Parts<Transaction>) {
  let queued: Change<Transaction>[] = []
  let working: Promise<void> | undefined
  let closed = false

  async function work() {
    while (queued.length > 0) {
      const batch = queued
      queued = []
      await commit(batch)
    }
    working = undefined
  }

  async function commit(batch: Change<Transaction>[]) {
    const transaction = begin()
    const applied = batch.filter((change) => tryApply(change, transaction))
    try {
      if (applied.length > 0) await save(transaction)
      for (const change of applied) change.succeed()
      if (applied.length > 0) sizes?.observe(applied.length)
    } catch (error) {
      for (const change of applied) change.fail(storeErrors.unavailable(error))
    }
  }

  return {
    commit<T>(change: (transaction: Transaction) => T): Promise<T> {
      if (closed) return Promise.reject(storeErrors.unavailable(new Error("the store is closed")))
      const { promise, resolve, reject } = Promise.withResolvers<T>()
      let result: T
      queued.push({
        apply: (transaction) => {
          result = change(transaction)
        },
        succeed: () => resolve(result),
        fail: reject,
      })
      working ??= work()
      return promise
    },

    /** Saves what is queued and accepts no more. */
    async close() {
      closed = true
      await working
    },
  }
}

function tryApply<Transaction>(
  { apply, fail }: Change<Transaction>,
  transaction: Transaction,
): boolean {
  try {
    apply(transaction)
    return true
  } catch (error) {
    fail(error)
    return false
  }
}
