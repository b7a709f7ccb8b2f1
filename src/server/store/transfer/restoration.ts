import type { Archive, Origin } from "./archive.ts"
import type { OnProgress } from "./transfer.ts"

export type LastIds = Omit<Origin, "epoch">

/** A backup that was found sound, to be read. */
export type Backup = {
  /** What people call it. */
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

/** A store that is to hold a backup. Nobody else uses it until it is closed; until it is released it is as it was. */
export interface Restoration {
  /** The last ids that it is known to have given. */
  readonly last: LastIds
  /** Takes everything, but the epoch and the last ids from `origin`. */
  fill(backup: Backup, origin: Origin, tell: OnProgress): Promise<void>
  /** Puts it in the place of what was there. Answers where that is kept, null when nothing was there to be lost. */
  release(): Promise<string | null>
  close(): Promise<void>
}

export const noIds: LastIds = { lastRoomId: 0, lastMessageId: 0 }
