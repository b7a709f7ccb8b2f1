/** Databases full of messages, made once by Confab's own migrations and plain SQL, and kept. */
import { existsSync, renameSync, rmSync } from "node:fs"
import { join } from "node:path"
import type { DatabaseSync } from "node:sqlite"
import { check } from "../../src/server/store/sqlite/check.ts"
import { openForWriting } from "../../src/server/store/sqlite/connection.ts"
import { migrate } from "../../src/server/store/sqlite/migrate.ts"
import { cacheFolder } from "../processes/folders.ts"

/** To be raised when what is made changes. */
const EDITION = 1
const ROOMS = 1_000
const CHUNK_MESSAGES = 500_000
const CACHE_KIBIBYTES = 2_000_000

/** Every second message is in this room. */
export const BUSY_ROOM = 1

/** The path of a database with so many messages. */
export function openHistory(messages: number): string {
  const path = join(cacheFolder(), `history-${EDITION}-${messages}.db`)
  if (existsSync(path)) return path
  const draft = `${path}.draft`
  for (const suffix of ["", "-wal", "-shm"]) rmSync(`${draft}${suffix}`, { force: true })
  console.error(`  making ${messages / 1e6} M messages, once…`)
  make(draft, messages)
  renameSync(draft, path)
  return path
}

function make(path: string, messages: number) {
  check(path)
  const database = openForWriting(path)
  // Nothing is lost when this is cut off: it begins anew.
  database.exec(
    `PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -${CACHE_KIBIBYTES}`,
  )
  migrate(database, path)
  addRooms(database)
  for (let from = 1; from <= messages; from += CHUNK_MESSAGES)
    addMessages(database, { from, to: Math.min(messages, from + CHUNK_MESSAGES - 1) })
  addLog(database)
  database.exec("PRAGMA journal_mode = WAL")
  database.close()
}

function addRooms(database: DatabaseSync) {
  const add = database.prepare(
    "INSERT INTO rooms (id, name, name_key, created_at) VALUES (?, ?, ?, ?)",
  )
  for (let id = 1; id <= ROOMS; id++) {
    const name = `room ${id}`
    add.run(id, name, name, "2026-01-01T00:00:00.000Z")
  }
}

/** Odd ones to the busy room, even ones to the others in turn; a minute apart, by 50 people. */
const addMessages = (database: DatabaseSync, { from, to }: { from: number; to: number }) =>
  database.exec(`
    WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${to})
    INSERT INTO messages (id, room_id, seq, username, username_key, content, created_at, client_id)
    SELECT
      i,
      iif(i % 2, ${BUSY_ROOM}, 2 + (i / 2) % ${ROOMS - 1}),
      iif(i % 2, (i + 1) / 2, (i / 2 - 1) / ${ROOMS - 1} + 1),
      'person ' || (i / 3 % 50),
      'person ' || (i / 3 % 50),
      'Message number ' || i || ', as long as people write in a chat room.',
      strftime('%Y-%m-%dT%H:%M:%fZ', 1000000000 + i * 60, 'unixepoch'),
      printf('c%08d', i)
    FROM n
  `)

function addLog(database: DatabaseSync) {
  database.exec(`
    INSERT INTO room_events (room_id, seq, kind, message_id, at)
    SELECT room_id, seq, 'message', id, created_at FROM messages ORDER BY room_id, seq
  `)
  database.exec(`
    UPDATE rooms SET last_seq =
      coalesce((SELECT max(seq) FROM room_events WHERE room_events.room_id = rooms.id), 0)
  `)
}
