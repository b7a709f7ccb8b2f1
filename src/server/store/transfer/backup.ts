/**
 * One moment of any store as one file, while the store is used. The file is an SQLite database: it can be read without
 * Confab, and put into a store of another kind.
 */
import { existsSync, mkdirSync } from "node:fs"
import { rm } from "node:fs/promises"
import { dirname, resolve } from "node:path"
import { inStore } from "../about-store.ts"
import { moveDurably } from "../durably.ts"
import { lockData } from "../lock.ts"
import type { Tell } from "./fill.ts"
import { locationOf, makeBackup } from "./locations.ts"

type Asked = { url: string; file: string; tell: Tell }
type Taken = { from: string; file: string; rooms: number; messages: number }

/** Rejects with an Error for people; then there is no such file. */
export async function takeBackup({ url, file, tell }: Asked): Promise<Taken> {
  const place = locationOf(url)
  const path = resolve(file)
  refuseExisting(path)
  mkdirSync(dirname(path), { recursive: true })
  const draft = `${path}.part`
  const lock = lockData(draft)
  try {
    await removeDraft(draft)
    const counts = await inStore(place.where, makeBackup(draft, place, tell))
    refuseExisting(path)
    await moveDurably(draft, path)
    return { from: place.where, file: path, ...counts }
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
