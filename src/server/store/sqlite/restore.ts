import { existsSync, statSync } from "node:fs"
import { copyFile, rm, truncate } from "node:fs/promises"
import { moveDurably, syncPath } from "../durably.ts"
import { ForeignData } from "../foreign.ts"
import { openLocked } from "../lock.ts"
import type { Origin } from "../transfer/archive.ts"
import { type Backup, type LastIds, noIds, type Restoration } from "../transfer/restoration.ts"
import { isSealed, SEAL_BYTES } from "../transfer/seal.ts"
import { setAside } from "../transfer/set-aside.ts"
import { unmarkBackup } from "./backup-mark.ts"
import { refuseForeign } from "./check.ts"
import { openForReading, openForWriting } from "./connection.ts"
import { originOf, setOrigin } from "./origin.ts"
import { isMarked } from "./transfer-marker.ts"

/** What SQLite keeps beside a file, and plays into whatever has its name. */
const BESIDE = ["-wal", "-shm"]

/** Rejects with an Error for people when the file is in use or another program's. */
export const restoreSqlite = (path: string): Promise<Restoration> =>
  openLocked(path, async () => {
    const { last, isWorthKeeping } = lookAt(path)
    const draft = `${path}.restoring`
    await remove(draft)
    return {
      last,
      fill: (backup, origin) => fill(draft, backup, origin),
      async release() {
        if (isWorthKeeping) settle(path)
        const aside = isWorthKeeping ? await setAside(path, ["-wal"]) : null
        // Before: it would be played into what comes.
        await remove(path, BESIDE)
        await moveDurably(draft, path)
        return aside
      },
      close: () => remove(draft),
    }
  })

/** Byte by byte, which takes a small part of the time of row by row; whatever a later version adds comes along. */
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

/** What cannot be read may still be worth something to somebody who can. */
function lookAt(path: string): { last: LastIds; isWorthKeeping: boolean } {
  if (!existsSync(path) || statSync(path).size === 0) return { last: noIds, isWorthKeeping: false }
  try {
    using database = openForReading(path)
    refuseForeign(database, path)
    const last = originOf(database)
    return { last, isWorthKeeping: last.lastRoomId > 0 && !isMarked(database) }
  } catch (error) {
    if (error instanceof ForeignData) throw error
    return { last: noIds, isWorthKeeping: true }
  }
}

/** Moves what was last said into the file itself, where that is possible: else it is kept aside as it is. */
function settle(path: string) {
  try {
    using database = openForWriting(path)
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)")
  } catch {}
}

async function remove(path: string, suffixes = ["", ...BESIDE]) {
  for (const suffix of suffixes) await rm(path + suffix, { force: true })
}
