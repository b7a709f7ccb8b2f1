import type { DatabaseSync } from "node:sqlite"
import { MARK, UnfinishedCopy } from "../unfinished.ts"

export const isMarked = (database: DatabaseSync): boolean =>
  database.prepare("SELECT 1 FROM meta WHERE key = ?").get(MARK) !== undefined

/** Throws an Error for people. */
export function refuseUnfinished(database: DatabaseSync, path: string): void {
  if (isMarked(database)) throw new UnfinishedCopy(path)
}
