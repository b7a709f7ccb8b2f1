import type { DatabaseSync } from "node:sqlite"
import { type Reply, type Request, serializeError } from "./thread-messages.ts"

/** Group commit: a batch of requests waits for one fsync. When the database fails, all are refused and nothing is stored. */
export function inTransaction(database: DatabaseSync, handle: (request: Request) => Reply) {
  return (requests: Request[]): Reply[] => {
    try {
      database.exec("BEGIN IMMEDIATE")
      const replies = requests.map(handle)
      database.exec("COMMIT")
      return replies
    } catch (error) {
      // A full disk may have made SQLite roll back already.
      if (database.isTransaction) database.exec("ROLLBACK")
      return requests.map(({ id }) => ({ id, error: serializeError(error) }))
    }
  }
}
