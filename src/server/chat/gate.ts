import { ChatError } from "../../shared/errors.ts"

/** Runs tasks until it is closed; closing waits for those that run. */
export function createGate() {
  const emptied = Promise.withResolvers<void>()
  let inside = 0
  let open = true

  return {
    /** Rejects with SHUTTING_DOWN once the gate is closed. */
    async run<Result>(task: () => Promise<Result>): Promise<Result> {
      if (!open) throw new ChatError("SHUTTING_DOWN", "the server is restarting, try again")
      inside++
      try {
        return await task()
      } finally {
        inside--
        if (inside === 0 && !open) emptied.resolve()
      }
    },

    async close() {
      open = false
      if (inside === 0) emptied.resolve()
      await emptied.promise
    },
  }
}

export type Gate = ReturnType<typeof createGate>
