import type { DatabaseSync } from "node:sqlite"
import { type Reply, type Request, toRefusal } from "./thread-messages.ts"

/**
 * Group commit: everything asked together is one transaction and waits for one fsync. When the database fails, nothing
 * of it is stored and everything is refused; the next batch tries afresh.
 */
export function inTransaction(database: DatabaseSync, answer: (request: Request) => Reply) {
  return (requests: Request[]): Reply[] => {
    try {
      database.exec("BEGIN IMMEDIATE")
      const replies = requests.map(answer)
      database.exec("COMMIT")
      return replies
    } catch (error) {
      // A full disk may have made SQLite roll back already.
      if (database.isTransaction) database.exec("ROLLBACK")
      return requests.map(({ id }) => ({ id, refusal: toRefusal(error) }))
    }
  }
}
