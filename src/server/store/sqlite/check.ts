import { statSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { ForeignData } from "../foreign.ts"
import { refuseBackup } from "./backup-mark.ts"

/** "Cnfb": marks a database as ours, so that another program's is never written to. */
const APPLICATION_ID = 0x436e6662
/** Checking reads the whole file; a bigger one would hold up the start for too long. */
const CHECKED_BYTES_MAX = 64 * 1024 * 1024

const SQLITE_CORRUPT = 11
const SQLITE_NOTADB = 26

/** Refuses what is damaged, a backup or not ours before anything is changed; marks a new database as ours. */
export function check(path: string): void {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(path)
    identify(database, path)
    refuseBackup(database, path)
    if (statSync(path).size <= CHECKED_BYTES_MAX) checkQuickly(database, path)
  } catch (error) {
    throw readable(error, path)
  } finally {
    database?.close()
  }
}

function identify(database: DatabaseSync, path: string): void {
  if (idOf(database) === 0 && ask(database, "SELECT count(*) FROM sqlite_schema") === 0)
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}`)
  refuseForeign(database, path)
}

/** Throws an Error for people. */
export function refuseForeign(database: DatabaseSync, path: string): void {
  if (idOf(database) !== APPLICATION_ID) throw new ForeignData(path)
}

const idOf = (database: DatabaseSync) => ask(database, "PRAGMA application_id")

function checkQuickly(database: DatabaseSync, path: string): void {
  refuseDamaged(ask(database, "PRAGMA quick_check(1)"), path)
}

/** Reads everything, in indexes too. Throws an Error for people. */
export function checkAll(database: DatabaseSync, path: string): void {
  refuseDamaged(ask(database, "PRAGMA integrity_check(1)"), path)
}

function refuseDamaged(finding: unknown, path: string): void {
  if (finding !== "ok") throw new Error(`${path} is damaged: ${finding}`)
}

/** The one value of the one row. */
const ask = (database: DatabaseSync, sql: string) =>
  Object.values(database.prepare(sql).get() ?? {})[0]

/** SQLite's own errors do not name the file. */
export function readable(error: unknown, path: string): unknown {
  if (!(error instanceof Error && "errcode" in error)) return error
  // The low byte of a code is its kind.
  const kind = Number(error.errcode) & 0xff
  const damaged = kind === SQLITE_CORRUPT || kind === SQLITE_NOTADB
  return new Error(`${path} ${damaged ? "is damaged" : "cannot be opened"}: ${error.message}`)
}
