import { randomBytes } from "node:crypto"
import { realpathSync } from "node:fs"
import { resolve } from "node:path"
import { withLocation } from "../location-error.ts"
import type { Origin } from "./archive.ts"
import { backupAt, locationOf } from "./locations.ts"
import type { Backup, LastIds, Restoration } from "./restoration.ts"
import type { OnProgress } from "./transfer.ts"

type RestoreOptions = { file: string; url: string; onProgress: OnProgress }
type RestoreResult = {
  into: string
  takenAt: string | null
  rooms: number
  messages: number
  previous: string | null
}

/** More than were given after the backup: clients may still know them. 2^53 leaves room for half a billion restores. */
const IDS_SKIPPED = 2 ** 24

/** Rejects with an Error for operators; then the store is as it was. */
export async function restoreBackup(options: RestoreOptions): Promise<RestoreResult> {
  const { file, url, onProgress } = options
  const target = locationOf(url)
  const { where } = target
  const backup = await backupAt(file)
  try {
    if (realpathSync(file) === resolve(where))
      throw new Error(`${where} cannot be restored onto itself`)
    const restoration = await withLocation(where, target.restore())
    try {
      const previous = await withLocation(where, replace(restoration, backup, onProgress))
      const { takenAt, rooms, messages } = backup
      return { into: where, takenAt, rooms, messages, previous }
    } finally {
      await restoration.close()
    }
  } finally {
    await backup.close()
  }
}

async function replace(restoration: Restoration, backup: Backup, onProgress: OnProgress) {
  await restoration.fill(
    backup,
    originAfter(backup.archive.origin, restoration.lastIds),
    onProgress,
  )
  return restoration.release()
}

/** Positions in the former logs mean nothing any more, and no id is given twice. */
function originAfter(backup: LastIds, store: LastIds): Origin {
  const lastRoomId = Math.max(backup.lastRoomId, store.lastRoomId) + IDS_SKIPPED
  const lastMessageId = Math.max(backup.lastMessageId, store.lastMessageId) + IDS_SKIPPED
  if (Math.max(lastRoomId, lastMessageId) > Number.MAX_SAFE_INTEGER - IDS_SKIPPED)
    throw new Error("has no ids left")
  return { epoch: randomBytes(6).toString("hex"), lastRoomId, lastMessageId }
}
