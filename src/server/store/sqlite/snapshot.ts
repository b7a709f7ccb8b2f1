import { existsSync, statSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { noStoreAt } from "../transfer/transfer-errors.ts"
import { operatorError, refuseForeign } from "./check.ts"
import { openForReading } from "./connection.ts"
import { isBehind, migrate } from "./migrate.ts"
import { createSweep } from "./sweep.ts"
import { refuseUnfinished } from "./transfer-marker.ts"

/** While it may be in use: takes no more of SQLite's locks than any reader, and never begins again for a new message. */
export function takeSnapshot(path: string, into: string): void {
  if (!existsSync(path) || statSync(path).size === 0) throw noStoreAt(path)
  try {
    using database = openForReading(path)
    refuseForeign(database, path)
    if (!database.prepare("SELECT 1 FROM sqlite_schema").get()) throw noStoreAt(path)
    isBehind(database, path)
    database.prepare("VACUUM INTO ?").run(into)
    bringUpToDate(into, path)
  } catch (error) {
    throw operatorError(error, path)
  }
}

/** Nothing has to be durable yet, and what is deleted must not remain in the file. */
function bringUpToDate(path: string, from: string) {
  using database = new DatabaseSync(path)
  database.exec("PRAGMA synchronous = OFF; PRAGMA secure_delete = ON")
  migrate(database, from)
  refuseUnfinished(database, from)
  createSweep(database).removeAll()
}
