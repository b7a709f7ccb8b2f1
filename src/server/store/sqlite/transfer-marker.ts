/** A row of `meta` in a store that is to become a copy of another. */
import type { DatabaseSync } from "node:sqlite"
import { UnfinishedCopy } from "../transfer/transfer-errors.ts"

const KEY = "copying"

export function markUnfinished(database: DatabaseSync): void {
  database.prepare("INSERT INTO meta (key, value) VALUES (?, 'yes')").run(KEY)
}

export function unmarkUnfinished(database: DatabaseSync): void {
  database.prepare("DELETE FROM meta WHERE key = ?").run(KEY)
}

export const isUnfinished = (database: DatabaseSync): boolean =>
  database.prepare("SELECT 1 FROM meta WHERE key = ?").get(KEY) !== undefined

export function refuseUnfinished(database: DatabaseSync, path: string): void {
  if (isUnfinished(database)) throw new UnfinishedCopy(path)
}
