import type { Written } from "../live.ts"
import type { Problem } from "../problem.ts"
import type { Shelf } from "./kept.ts"

/** A message that the server has not stored yet. `at` grows: it tells the order of writing. */
export type Letter = Written & {
  roomId: number
  at: number
  state: "waiting" | "refused"
  /** Why it was refused. */
  why: Problem | null
}

/** What was sent and is not yet stored. */
export function createOutboxShelf({ person, attempt }: Shelf) {
  return {
    /** In the order of writing; undefined when it cannot be read. */
    all(): Promise<Letter[] | undefined> {
      return attempt((database) => {
        const mine = IDBKeyRange.bound([person, 0], [person, Number.POSITIVE_INFINITY])
        return database.getAllFromIndex("outbox", "inOrder", mine)
      })
    },

    /** False when it could not be kept. */
    async put(letter: Letter) {
      const key = await attempt((database) => database.put("outbox", { ...letter, person }))
      return key !== undefined
    },

    delete: (clientId: string) =>
      attempt((database) => database.delete("outbox", [person, clientId])),
  }
}

export type OutboxShelf = ReturnType<typeof createOutboxShelf>
