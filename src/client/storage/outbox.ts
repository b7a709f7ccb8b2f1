import type { Problem } from "../problem.ts"
import type { Written } from "../room/state.ts"
import type { Database } from "./database.ts"
import type { Shelf } from "./shelf.ts"

/** A message that the server has not stored yet. `at` grows: it tells the order of writing. */
export type Letter = Written & {
  roomId: number
  at: number
  state: "waiting" | "refused"
  /** Why it was refused. */
  why: Problem | null
}

/** What was sent and is not yet stored. */
export function createOutboxShelf({ person, attempt, whenMissing }: Shelf) {
  const known = new Map<string, Letter>()
  const put = (database: Database, letter: Letter) => database.put("outbox", { ...letter, person })
  whenMissing((database) => Promise.all([...known.values()].map((letter) => put(database, letter))))

  return {
    /** In the order of writing; undefined when it cannot be read. */
    async all(): Promise<Letter[] | undefined> {
      const mine = () => IDBKeyRange.bound([person, 0], [person, Number.POSITIVE_INFINITY])
      const letters = await attempt((database) =>
        database.getAllFromIndex("outbox", "inOrder", mine()),
      )
      for (const letter of letters ?? []) known.set(letter.clientId, letter)
      return letters
    },

    /** False when it could not be kept. */
    async put(letter: Letter) {
      known.set(letter.clientId, letter)
      const key = await attempt((database) => put(database, letter))
      return key !== undefined
    },

    delete(clientId: string) {
      known.delete(clientId)
      return attempt((database) => database.delete("outbox", [person, clientId]))
    },
  }
}

export type OutboxShelf = ReturnType<typeof createOutboxShelf>
