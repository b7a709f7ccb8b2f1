/** Puts a backup into a store of any kind, whose place it takes at once or not at all. */
import { randomBytes } from "node:crypto"
import { realpathSync } from "node:fs"
import { resolve } from "node:path"
import { inStore } from "../about-store.ts"
import type { Origin } from "./archive.ts"
import type { Tell } from "./fill.ts"
import { backupAt, locationOf } from "./locations.ts"
import type { Backup, LastIds, Restoration } from "./restoration.ts"

type Asked = { file: string; url: string; tell: Tell }
type Restored = {
  into: string
  takenAt: string | null
  rooms: number
  messages: number
  aside: string | null
}

/**
 * Ids that may have been given after the backup was taken, at most: clients still know some of those, and none is to mean
 * something else one day. 2^53 leaves room for half a billion restores.
 */
const IDS_SKIPPED = 2 ** 24

/** Rejects with an Error for people; then the store is as it was. */
export async function restoreBackup({ file, url, tell }: Asked): Promise<Restored> {
  const place = locationOf(url)
  const backup = await backupAt(file)
  try {
    if (realpathSync(file) === resolve(place.where))
      throw new Error(`${place.where} cannot be restored onto itself`)
    const restoration = await inStore(place.where, place.restore())
    try {
      const aside = await inStore(place.where, put(backup, restoration, tell))
      const { takenAt, rooms, messages } = backup
      return { into: place.where, takenAt, rooms, messages, aside }
    } finally {
      await restoration.close()
    }
  } finally {
    await backup.close()
  }
}

async function put(backup: Backup, restoration: Restoration, tell: Tell): Promise<string | null> {
  await restoration.fill(backup, originAfter(backup.archive.origin, restoration.last), tell)
  return restoration.release()
}

/** Places in the logs of before mean nothing any more, and no id that was ever given is given again. */
function originAfter(backup: LastIds, store: LastIds): Origin {
  const lastRoomId = Math.max(backup.lastRoomId, store.lastRoomId) + IDS_SKIPPED
  const lastMessageId = Math.max(backup.lastMessageId, store.lastMessageId) + IDS_SKIPPED
  if (Math.max(lastRoomId, lastMessageId) > Number.MAX_SAFE_INTEGER - IDS_SKIPPED)
    throw new Error("has no ids left")
  return { epoch: randomBytes(6).toString("hex"), lastRoomId, lastMessageId }
}
