/** A backup of any kind of store is an SQLite database that is marked as one, and sealed. */
import { mkdtemp, open, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import type { Backup } from "../transfer/restoration.ts"
import { isSealed, seal } from "../transfer/seal.ts"
import { readSqlite } from "./archive.ts"
import { markAsBackup, refuseBackup, takenAtOf } from "./backup-marker.ts"
import { checkAll, operatorError, refuseForeign } from "./check.ts"
import { openForReading } from "./connection.ts"
import { isBehind } from "./migrate.ts"
import { takeSnapshot } from "./snapshot.ts"
import { refuseUnfinished, unmarkUnfinished } from "./transfer-marker.ts"

type Source = { from: string; takenAt: string }
type Counts = { rooms: number; messages: number }

/** The database is not in use. Resolves when it is on the disk. */
export async function finishBackup(path: string, { from, takenAt }: Source): Promise<Counts> {
  using database = new DatabaseSync(path)
  refuseBackup(database, from)
  database.exec("PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF")
  unmarkUnfinished(database)
  markAsBackup(database, takenAt)
  checkAll(database, from)
  const counts = countsIn(database)
  database.close()
  await seal(path)
  return counts
}

/** Changes nothing in the file. Rejects with an Error for operators when it cannot be relied on. */
export async function openBackup(file: string): Promise<Backup> {
  if (!(await isDatabase(file))) throw new Error(`${file} is no backup of Confab's`)
  const sealed = await isSealed(file)
  const { takenAt, behind } = inspect(file)
  if (takenAt !== null && !sealed) throw new Error(`${file} is not whole: its end is missing`)
  // What is sealed was checked before.
  if (sealed && !behind) return read({ file, path: file })
  const folder = await mkdtemp(join(tmpdir(), "confab-"))
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    const path = join(folder, "backup.db")
    takeSnapshot(file, path)
    checkCopy(path, file)
    const backup = read({ file, path })
    return { ...backup, close: () => backup.close().finally(remove) }
  } catch (error) {
    await remove()
    throw error
  }
}

async function isDatabase(file: string): Promise<boolean> {
  try {
    await using handle = await open(file, "r")
    const { buffer } = await handle.read({ buffer: Buffer.alloc(16), position: 0 })
    return buffer.toString("latin1") === "SQLite format 3\0"
  } catch (error) {
    throw new Error(`${file} cannot be read: ${(error as Error).message}`)
  }
}

function inspect(file: string) {
  try {
    using database = openForReading(file)
    refuseForeign(database, file)
    return { takenAt: takenAtOf(database) ?? null, behind: isBehind(database, file) }
  } catch (error) {
    throw operatorError(error, file)
  }
}

function checkCopy(path: string, file: string) {
  using database = openForReading(path)
  checkAll(database, file)
}

function read({ file, path }: { file: string; path: string }): Backup {
  const database = openForReading(path)
  try {
    refuseUnfinished(database, file)
    const takenAt = takenAtOf(database) ?? null
    const counts = countsIn(database)
    const archive = readSqlite(database)
    return { file, path, takenAt, ...counts, archive, close: archive.close }
  } catch (error) {
    database.close()
    throw operatorError(error, file)
  }
}

const countsIn = (database: DatabaseSync) =>
  database
    .prepare(
      "SELECT (SELECT count(*) FROM rooms) AS rooms, (SELECT count(*) FROM messages) AS messages",
    )
    .get() as Counts
