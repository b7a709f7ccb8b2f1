import { ChatError } from "../../shared/errors.ts"

/** Lets work in until it is closed; closing waits for what is inside. */
export function createGate() {
  const inside = new Set<Promise<unknown>>()
  let open = true

  return {
    /** Rejects with SHUTTING_DOWN once the gate is closed. */
    async pass<Result>(work: () => Promise<Result>): Promise<Result> {
      if (!open) throw new ChatError("SHUTTING_DOWN", "the server is restarting, try again")
      const running = work()
      inside.add(running)
      return running.finally(() => inside.delete(running))
    },

    async close() {
      open = false
      await Promise.allSettled(inside)
    },
  }
}

export type Gate = ReturnType<typeof createGate>
