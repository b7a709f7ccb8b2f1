import { DatabaseSync } from "node:sqlite"

/** As long as another program (the sqlite3 shell) may hold the database. */
const BUSY_WAIT_MS = 5_000
const WAL_BYTES_MAX = 64 * 1024 * 1024

/** `FULL`: an acknowledged message survives a power cut. Messages outlive their room until swept, so no foreign keys. */
export function openForWriting(path: string): DatabaseSync {
  const database = open(path, { readOnly: false })
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = OFF;
    PRAGMA journal_size_limit = ${WAL_BYTES_MAX};
  `)
  return database
}

export const openForReading = (path: string): DatabaseSync => open(path, { readOnly: true })

const open = (path: string, { readOnly }: { readOnly: boolean }) =>
  new DatabaseSync(path, { readOnly, timeout: BUSY_WAIT_MS })
