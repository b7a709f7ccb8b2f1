/** One moment of any store, while it may be in use, as an SQLite database: it can be read without Confab. */
import { existsSync, mkdirSync } from "node:fs"
import { rm } from "node:fs/promises"
import { dirname, resolve } from "node:path"
import { moveDurably } from "../durable-files.ts"
import { withLocation } from "../location-error.ts"
import { lockData } from "../lock.ts"
import { locationOf, makeBackup } from "./locations.ts"
import type { OnProgress } from "./transfer.ts"

type BackupOptions = { url: string; file: string; onProgress: OnProgress }
type BackupResult = { from: string; file: string; rooms: number; messages: number }

/** Rejects with an Error for operators; then there is no such file. */
export async function takeBackup({ url, file, onProgress }: BackupOptions): Promise<BackupResult> {
  const source = locationOf(url)
  const path = resolve(file)
  refuseExisting(path)
  mkdirSync(dirname(path), { recursive: true })
  const draft = `${path}.part`
  const lock = lockData(draft)
  try {
    await removeDraft(draft)
    const counts = await withLocation(source.where, makeBackup(draft, source, onProgress))
    refuseExisting(path)
    await moveDurably(draft, path)
    return { from: source.where, file: path, ...counts }
  } finally {
    await removeDraft(draft)
    await rm(`${draft}.lock`, { force: true })
    lock.release()
  }
}

function refuseExisting(path: string) {
  if (existsSync(path)) throw new Error(`${path} is there already: a backup is always a new file`)
}

async function removeDraft(path: string) {
  for (const suffix of ["", "-wal", "-shm", "-journal"]) await rm(path + suffix, { force: true })
}
