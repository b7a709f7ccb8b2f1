import { storeErrors } from "../errors.ts"

import type { CommitSizes } from "../store.ts"

type Change<Draft> = { apply(draft: Draft): void; succeed(): void; fail(error: unknown): void }

/**
 * Group commit: while one draft is being saved, changes queue; the next draft takes all of them. A refused change leaves
 * its neighbours alone; a failed save refuses them all, and the next draft starts from what was saved last.
 */
type Parts<Draft> = {
  begin: () => Draft
  save: (draft: Draft) => Promise<void>
  sizes?: CommitSizes | undefined
}

export function createCommits<Draft>({ begin, save, sizes }: Parts<Draft>) {
  let queued: Change<Draft>[] = []
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

  async function commit(batch: Change<Draft>[]) {
    const draft = begin()
    const applied = batch.filter((change) => attempt(change, draft))
    try {
      if (applied.length > 0) await save(draft)
      for (const change of applied) change.succeed()
      if (applied.length > 0) sizes?.observe(applied.length)
    } catch (error) {
      for (const change of applied) change.fail(storeErrors.unavailable(error))
    }
  }

  return {
    /** Resolves with what `change` returned once the draft it was made in is saved. */
    make<T>(change: (draft: Draft) => T): Promise<T> {
      if (closed) return Promise.reject(storeErrors.unavailable(new Error("the store is closed")))
      const { promise, resolve, reject } = Promise.withResolvers<T>()
      let result: T
      queued.push({
        apply: (draft) => {
          result = change(draft)
        },
        succeed: () => resolve(result),
        fail: reject,
      })
      working ??= work()
      return promise
    },

    /** Saves what is queued and takes no more. */
    async close() {
      closed = true
      await working
    },
  }
}

function attempt<Draft>({ apply, fail }: Change<Draft>, draft: Draft): boolean {
  try {
    apply(draft)
    return true
  } catch (error) {
    fail(error)
    return false
  }
}
