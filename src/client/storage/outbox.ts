import type { Problem } from "../problem.ts"
import type { PendingMessage } from "../room/state.ts"
import type { Database } from "./database.ts"
import type { PersonDatabase } from "./person-database.ts"

/** A message that the server has not stored yet. `at` grows: it is the order of writing. */
export type OutboxItem = PendingMessage & {
  roomId: number
  at: number
  state: "waiting" | "refused"
  why: Problem | null
}

export function createOutboxStore({ person, attempt, onRecreated }: PersonDatabase) {
  const known = new Map<string, OutboxItem>()
  const put = (database: Database, item: OutboxItem) => database.put("outbox", { ...item, person })
  onRecreated((database) => Promise.all([...known.values()].map((item) => put(database, item))))

  return {
    /** In the order of writing; undefined when it cannot be read. */
    async all(): Promise<OutboxItem[] | undefined> {
      const own = () => IDBKeyRange.bound([person, 0], [person, Number.POSITIVE_INFINITY])
      const items = await attempt((database) =>
        database.getAllFromIndex("outbox", "inOrder", own()),
      )
      for (const item of items ?? []) known.set(item.clientId, item)
      return items
    },

    /** Resolves to false when it could not be stored. */
    async put(item: OutboxItem) {
      known.set(item.clientId, item)
      const key = await attempt((database) => put(database, item))
      return key !== undefined
    },

    delete(clientId: string) {
      known.delete(clientId)
      return attempt((database) => database.delete("outbox", [person, clientId]))
    },
  }
}

export type OutboxStore = ReturnType<typeof createOutboxStore>
