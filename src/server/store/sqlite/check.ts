import { statSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { ForeignData } from "../foreign-data.ts"
import { refuseBackup } from "./backup-marker.ts"

/** "Cnfb" */
const APPLICATION_ID = 0x436e6662
/** Checking reads the whole file: a bigger one would delay the start for too long. */
const CHECKED_BYTES_MAX = 64 * 1024 * 1024

const SQLITE_CORRUPT = 11
const SQLITE_NOTADB = 26

/** Refuses what is damaged, a backup or not ours before anything is changed; marks a new database as ours. */
export function check(path: string): void {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(path)
    ensureApplicationId(database, path)
    refuseBackup(database, path)
    if (statSync(path).size <= CHECKED_BYTES_MAX) checkQuickly(database, path)
  } catch (error) {
    throw operatorError(error, path)
  } finally {
    database?.close()
  }
}

function ensureApplicationId(database: DatabaseSync, path: string): void {
  if (idOf(database) === 0 && singleValue(database, "SELECT count(*) FROM sqlite_schema") === 0)
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}`)
  refuseForeign(database, path)
}

export function refuseForeign(database: DatabaseSync, path: string): void {
  if (idOf(database) !== APPLICATION_ID) throw new ForeignData(path)
}

const idOf = (database: DatabaseSync) => singleValue(database, "PRAGMA application_id")

function checkQuickly(database: DatabaseSync, path: string): void {
  refuseDamaged(singleValue(database, "PRAGMA quick_check(1)"), path)
}

/** Reads everything, in indexes too. */
export function checkAll(database: DatabaseSync, path: string): void {
  refuseDamaged(singleValue(database, "PRAGMA integrity_check(1)"), path)
}

function refuseDamaged(finding: unknown, path: string): void {
  if (finding !== "ok") throw new Error(`${path} is damaged: ${finding}`)
}

const singleValue = (database: DatabaseSync, sql: string) =>
  Object.values(database.prepare(sql).get() ?? {})[0]

/** SQLite's own errors do not name the file. */
export function operatorError(error: unknown, path: string): unknown {
  if (!(error instanceof Error && "errcode" in error)) return error
  // The low byte of an extended code is the primary one.
  const kind = Number(error.errcode) & 0xff
  const damaged = kind === SQLITE_CORRUPT || kind === SQLITE_NOTADB
  return new Error(`${path} ${damaged ? "is damaged" : "cannot be opened"}: ${error.message}`)
}
