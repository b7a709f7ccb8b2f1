import type { Archive, Origin } from "./archive.ts"
import type { OnProgress } from "./transfer.ts"

export type LastIds = Omit<Origin, "epoch">

export type Backup = {
  /** Its displayed name. */
  file: string
  /** An SQLite database with this version's tables. */
  path: string
  /** Everything that was acknowledged before is in it. Null in a plain copy of a database. */
  takenAt: string | null
  archive: Archive
  rooms: number
  messages: number
  close(): Promise<void>
}

/** A store that is to hold a backup. It is not in use, and as it was until it is released. */
export interface Restoration {
  /** The last ids that it is known to have given. */
  readonly lastIds: LastIds
  /** Takes everything, but the epoch and the last ids from `origin`. */
  fill(backup: Backup, origin: Origin, onProgress: OnProgress): Promise<void>
  /** Resolves with where the replaced data are kept, null when there were none to lose. */
  release(): Promise<string | null>
  close(): Promise<void>
}

export const noIds: LastIds = { lastRoomId: 0, lastMessageId: 0 }
