import { mkdirSync } from "node:fs"
import { dirname, resolve } from "node:path"
import { openJsonArchive, readJson } from "../json/archive.ts"
import { startJsonCopy } from "../json/copy.ts"
import { restoreJson } from "../json/restore.ts"
import { parseStoreUrl } from "../open.ts"
import { openPostgresArchive, openPostgresUnmigrated } from "../postgres/archive.ts"
import { displayUrl } from "../postgres/connection.ts"
import { startPostgresCopy } from "../postgres/copy.ts"
import { restorePostgres } from "../postgres/restore.ts"
import { realPath } from "../real-path.ts"
import { openSqliteArchive } from "../sqlite/archive.ts"
import { finishBackup, openBackup } from "../sqlite/backup-file.ts"
import { startSqliteCopy } from "../sqlite/copy.ts"
import { copyToFile, type SnapshotOptions } from "../sqlite/copy-to-file.ts"
import { restoreSqlite } from "../sqlite/restore.ts"
import { takeSnapshot } from "../sqlite/snapshot.ts"
import type { Archive, Copy, Origin } from "./archive.ts"
import type { Backup, Restoration } from "./restoration.ts"
import type { OnProgress } from "./transfer.ts"

/** `where` is the displayed name of the store, without a password. */
export type StoreLocation = {
  where: string
  /** The same for the same data, as far as is known without opening it. */
  identity: string
  open(): Promise<Archive>
  start(origin: Origin): Promise<Copy>
  /** Writes it as it is at one moment, while it may be in use, into a new SQLite file. */
  snapshot(into: string, onProgress: OnProgress): Promise<void>
  restore(): Promise<Restoration>
}

const files = {
  sqlite: {
    open: openSqliteArchive,
    start: startSqliteCopy,
    snapshot: async ({ from, into }: SnapshotOptions) => takeSnapshot(from, into),
    restore: restoreSqlite,
  },
  json: {
    open: openJsonArchive,
    start: startJsonCopy,
    snapshot: (options: SnapshotOptions) => copyToFile(readJson(options.from), options),
    restore: restoreJson,
  },
}

export const backupAt = (file: string): Promise<Backup> => openBackup(file)

/** Resolves with the counts of what is in the new file, once it is on the disk. */
export async function makeBackup(
  file: string,
  { where, snapshot }: StoreLocation,
  onProgress: OnProgress,
) {
  // What was acknowledged before is in the backup.
  const takenAt = new Date().toISOString()
  await snapshot(file, onProgress)
  return finishBackup(file, { from: where, takenAt })
}

/** Throws an Error for operators when the URL is wrong or names a store that does not last. Touches no data. */
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
  const where = realPath(path)
  const makeFolder = () => mkdirSync(dirname(resolve(where)), { recursive: true })
  return {
    where,
    identity: resolve(where),
    open: () => open(where),
    async start(origin) {
      makeFolder()
      return start(where, origin)
    },
    snapshot: (into, onProgress) => snapshot({ from: where, into, onProgress }),
    async restore() {
      makeFolder()
      return restore(where)
    },
  }
}

function postgresAt(url: string): StoreLocation {
  const where = displayUrl(url)
  return {
    where,
    identity: `${where} ${new URL(url).searchParams.get("options")}`,
    open: () => openPostgresArchive(url),
    start: (origin) => startPostgresCopy(url, origin),
    snapshot: (into, onProgress) =>
      copyToFile(openPostgresUnmigrated(url), { from: where, into, onProgress }),
    restore: () => restorePostgres(url),
  }
}
