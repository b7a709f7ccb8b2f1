import { existsSync, statSync } from "node:fs"
import type { DatabaseSync } from "node:sqlite"
import { openLocked } from "../lock.ts"
import type { Archive } from "../transfer/archive.ts"
import { pages } from "../transfer/pages.ts"
import { noStoreAt } from "../transfer/transfer-errors.ts"
import { check } from "./check.ts"
import { openForWriting } from "./connection.ts"
import { migrate } from "./migrate.ts"
import { originOf } from "./origin.ts"
import { createSweep } from "./sweep.ts"
import { refuseUnfinished } from "./transfer-marker.ts"

export async function openSqliteArchive(path: string): Promise<Archive> {
  if (!existsSync(path) || statSync(path).size === 0) throw noStoreAt(path)
  return openLocked(path, async () => {
    check(path)
    const database = openForWriting(path)
    try {
      prepare(database, path)
      return readSqlite(database)
    } catch (error) {
      database.close()
      throw error
    }
  })
}

export function readSqlite(database: DatabaseSync): Archive {
  // A transaction sees one moment, from its first statement on.
  database.exec("BEGIN")
  return {
    origin: originOf(database),
    async *pages() {
      yield* pages("rooms", database.prepare(statements.rooms).iterate())
      yield* pages("messages", database.prepare(statements.messages).iterate())
      yield* pages("events", database.prepare(statements.events).iterate())
    },
    isCurrent: async () => true,
    close: async () => database.close(),
  }
}

/** As every start of Confab does with a file, but at once. */
function prepare(database: DatabaseSync, path: string) {
  if (!database.prepare("SELECT 1 FROM sqlite_schema").get()) throw noStoreAt(path)
  migrate(database, path)
  refuseUnfinished(database, path)
  createSweep(database).removeAll()
}

const statements = {
  rooms: `SELECT id, name, name_key AS key, created_at AS createdAt, last_seq AS lastSeq
    FROM rooms ORDER BY id`,
  messages: `SELECT id, room_id AS roomId, seq, username, username_key AS usernameKey,
    person_id AS personId, content, created_at AS timestamp, client_id AS clientId FROM messages ORDER BY room_id, id`,
  events: `SELECT room_id AS roomId, seq, kind, message_id AS messageId, at
    FROM room_events ORDER BY room_id, seq`,
}
