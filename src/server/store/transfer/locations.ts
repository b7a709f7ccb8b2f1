/** Which archive a URL means: the one place, beside open.ts, that names every kind of store. */
import { mkdirSync } from "node:fs"
import { dirname, resolve } from "node:path"
import { fileBehind } from "../file-behind.ts"
import { openJsonArchive, readJson } from "../json/archive.ts"
import { startJsonCopy } from "../json/copy.ts"
import { restoreJson } from "../json/restore.ts"
import { parseStoreUrl } from "../open.ts"
import { openPostgresArchive, watchPostgres } from "../postgres/archive.ts"
import { placeOf } from "../postgres/connection.ts"
import { startPostgresCopy } from "../postgres/copy.ts"
import { restorePostgres } from "../postgres/restore.ts"
import { openSqliteArchive } from "../sqlite/archive.ts"
import { finishBackup, openBackup } from "../sqlite/backup-file.ts"
import { startSqliteCopy } from "../sqlite/copy.ts"
import { copyToFile, type Snapshot } from "../sqlite/copy-to-file.ts"
import { restoreSqlite } from "../sqlite/restore.ts"
import { takeSnapshot } from "../sqlite/snapshot.ts"
import type { Archive, Copy, Origin } from "./archive.ts"
import type { Tell } from "./fill.ts"
import type { Backup, Restoration } from "./restoration.ts"

/** Where a store is, to be copied from or to, or to be backed up or restored. `where` is its name for people, without a password. */
export type StoreLocation = {
  where: string
  /** The same text for the same data, as far as it can be told without looking. */
  identity: string
  open(): Promise<Archive>
  start(origin: Origin): Promise<Copy>
  /** Writes it as it is at one moment, whoever goes on using it, into a new SQLite file. */
  snapshot(into: string, tell: Tell): Promise<void>
  restore(): Promise<Restoration>
}

const files = {
  sqlite: {
    open: openSqliteArchive,
    start: startSqliteCopy,
    snapshot: async ({ from, into }: Snapshot) => takeSnapshot(from, into),
    restore: restoreSqlite,
  },
  json: {
    open: openJsonArchive,
    start: startJsonCopy,
    snapshot: (asked: Snapshot) => copyToFile(readJson(asked.from), asked),
    restore: restoreJson,
  },
}

/** What is in a file that `makeBackup` made. Rejects with an Error for people when nobody should rely on it. */
export const backupAt = (file: string): Promise<Backup> => openBackup(file)

/** Makes a new file a backup of the store as it is at one moment. Resolves with what is in it, once it is on the disk. */
export async function makeBackup(file: string, { where, snapshot }: StoreLocation, tell: Tell) {
  // What was acknowledged before is in it.
  const takenAt = new Date().toISOString()
  await snapshot(file, tell)
  return finishBackup(file, { from: where, takenAt })
}

/** Throws an Error for people when the URL is wrong or names nothing that lasts. Touches no data. */
export function locationOf(url: string): StoreLocation {
  const parsed = parseStoreUrl(url)
  if (parsed.kind === "postgres") return postgresAt(parsed.url)
  if (parsed.path === ":memory:")
    throw new Error(`${url} ends with its process: it cannot be copied`)
  return fileAt(parsed.path, files[parsed.kind])
}

function fileAt(
  path: string,
  { open, start, snapshot, restore }: (typeof files)["sqlite"],
): StoreLocation {
  const where = fileBehind(path)
  const makeFolder = () => mkdirSync(dirname(resolve(where)), { recursive: true })
  return {
    where,
    identity: resolve(where),
    open: () => open(where),
    async start(origin) {
      makeFolder()
      return start(where, origin)
    },
    snapshot: (into, tell) => snapshot({ from: where, into, tell }),
    async restore() {
      makeFolder()
      return restore(where)
    },
  }
}

function postgresAt(url: string): StoreLocation {
  const where = placeOf(url)
  return {
    where,
    identity: `${where} ${new URL(url).searchParams.get("options")}`,
    open: () => openPostgresArchive(url),
    start: (origin) => startPostgresCopy(url, origin),
    snapshot: (into, tell) => copyToFile(watchPostgres(url), { from: where, into, tell }),
    restore: () => restorePostgres(url),
  }
}
