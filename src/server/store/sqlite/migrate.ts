import type { DatabaseSync } from "node:sqlite"
import { roomLog } from "./migrations/0001-room-log.ts"
import { deletedRooms } from "./migrations/0002-deleted-rooms.ts"
import { messagePerson } from "./migrations/0003-message-person.ts"

/** In this order, for ever: a published migration is never changed, only followed by another. */
const migrations: ((database: DatabaseSync) => void)[] = [roomLog, deletedRooms, messagePerson]

/** Throws an Error for operators, and changes nothing, when the tables are newer. */
export function migrate(database: DatabaseSync, where: string): void {
  database.exec("BEGIN IMMEDIATE")
  adopt(database)
  const version = versionOf(database)
  if (version > migrations.length) throw newer(where)
  for (const [index, apply] of migrations.entries()) {
    if (index < version) continue
    apply(database)
    database.exec(`PRAGMA user_version = ${index + 1}`)
  }
  database.exec("COMMIT")
}

/** Throws an Error for operators when the file is newer. */
export function isBehind(database: DatabaseSync, where: string): boolean {
  const version = versionOf(database)
  if (version > migrations.length) throw newer(where)
  return version < migrations.length
}

const newer = (where: string) => new Error(`${where} was written by a newer version of Confab`)

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare("PRAGMA user_version").get()?.user_version)
}

/** Before `user_version` a database listed its migrations in a table of Kysely's. */
function adopt(database: DatabaseSync): void {
  const listed = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'kysely_migration'")
  if (!listed.get()) return
  const { had } = database.prepare("SELECT count(*) AS had FROM kysely_migration").get() as {
    had: number
  }
  database.exec(
    `DROP TABLE kysely_migration; DROP TABLE kysely_migration_lock; PRAGMA user_version = ${had}`,
  )
}
