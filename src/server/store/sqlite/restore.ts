import { existsSync, statSync } from "node:fs"
import { copyFile, rm, truncate } from "node:fs/promises"
import { moveDurably, syncPath } from "../durable-files.ts"
import { ForeignData } from "../foreign-data.ts"
import { openLocked } from "../lock.ts"
import type { Origin } from "../transfer/archive.ts"
import { keepPrevious } from "../transfer/previous-data.ts"
import { type Backup, type LastIds, noIds, type Restoration } from "../transfer/restoration.ts"
import { isSealed, SEAL_BYTES } from "../transfer/seal.ts"
import { unmarkBackup } from "./backup-marker.ts"
import { refuseForeign } from "./check.ts"
import { openForReading, openForWriting } from "./connection.ts"
import { originOf, setOrigin } from "./origin.ts"
import { isUnfinished } from "./transfer-marker.ts"

/** What SQLite keeps beside a file, and plays into any other of the same name. */
const BESIDE = ["-wal", "-shm"]

/** Rejects with an Error for operators when the file is in use or another program's. */
export const restoreSqlite = (path: string): Promise<Restoration> =>
  openLocked(path, async () => {
    const { lastIds, isWorthKeeping } = inspect(path)
    const draft = `${path}.restoring`
    await remove(draft)
    return {
      lastIds,
      fill: (backup, origin) => fill(draft, backup, origin),
      async release() {
        if (isWorthKeeping) checkpoint(path)
        const previous = isWorthKeeping ? await keepPrevious(path, ["-wal"]) : null
        await remove(path, BESIDE)
        await moveDurably(draft, path)
        return previous
      },
      close: () => remove(draft),
    }
  })

/** Byte by byte, which is many times faster than row by row. */
async function fill(path: string, backup: Backup, origin: Origin) {
  await copyFile(backup.path, path)
  if (await isSealed(path)) await truncate(path, statSync(path).size - SEAL_BYTES)
  const database = openForWriting(path)
  try {
    database.exec("BEGIN IMMEDIATE")
    unmarkBackup(database)
    setOrigin(database, origin)
    database.exec("COMMIT")
  } finally {
    database.close()
  }
  await syncPath(path)
}

/** A file that cannot be read may still be repaired. */
function inspect(path: string): { lastIds: LastIds; isWorthKeeping: boolean } {
  if (!existsSync(path) || statSync(path).size === 0)
    return { lastIds: noIds, isWorthKeeping: false }
  try {
    using database = openForReading(path)
    refuseForeign(database, path)
    const lastIds = originOf(database)
    return { lastIds, isWorthKeeping: lastIds.lastRoomId > 0 && !isUnfinished(database) }
  } catch (error) {
    if (error instanceof ForeignData) throw error
    return { lastIds: noIds, isWorthKeeping: true }
  }
}

/** Moves the write-ahead log into the file, where that is possible: else it is kept beside it. */
function checkpoint(path: string) {
  try {
    using database = openForWriting(path)
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)")
  } catch {}
}

async function remove(path: string, suffixes = ["", ...BESIDE]) {
  for (const suffix of suffixes) await rm(path + suffix, { force: true })
}
