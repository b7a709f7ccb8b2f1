import type { DatabaseSync } from "node:sqlite"

const KEY = "backup"

/** A store that was opened on it would change it, and give its ids again. */
export function markAsBackup(database: DatabaseSync, takenAt: string): void {
  database.prepare("INSERT INTO meta (key, value) VALUES (?, ?)").run(KEY, takenAt)
}

export function unmarkBackup(database: DatabaseSync): void {
  database.prepare("DELETE FROM meta WHERE key = ?").run(KEY)
}

/** Undefined when it is no backup. */
export function takenAtOf(database: DatabaseSync): string | undefined {
  if (!database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'meta'").get()) return undefined
  const found = database.prepare("SELECT value FROM meta WHERE key = ?").get(KEY)
  return found === undefined ? undefined : String(found.value)
}

export function refuseBackup(database: DatabaseSync, path: string): void {
  if (takenAtOf(database) === undefined) return
  throw new Error(
    `${path} is a backup: \`npm run restore -- ${path}\` puts what it holds into a store`,
  )
}
