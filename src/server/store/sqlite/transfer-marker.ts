import type { DatabaseSync } from "node:sqlite"
import { TRANSFER_MARKER, UnfinishedCopy } from "../transfer/unfinished.ts"

export const isMarked = (database: DatabaseSync): boolean =>
  database.prepare("SELECT 1 FROM meta WHERE key = ?").get(TRANSFER_MARKER) !== undefined

export function unmark(database: DatabaseSync): void {
  database.prepare("DELETE FROM meta WHERE key = ?").run(TRANSFER_MARKER)
}

/** Throws an Error for people. */
export function refuseUnfinished(database: DatabaseSync, path: string): void {
  if (isMarked(database)) throw new UnfinishedCopy(path)
}
