import type { DatabaseSync } from "node:sqlite"
import type { Origin } from "../transfer/archive.ts"

const lastOf = (table: string) =>
  `coalesce((SELECT seq FROM sqlite_sequence WHERE name = '${table}'), 0)`

const ORIGIN = `SELECT (SELECT value FROM meta WHERE key = 'epoch') AS epoch,
  ${lastOf("rooms")} AS lastRoomId, ${lastOf("messages")} AS lastMessageId`

export const originOf = (database: DatabaseSync) => database.prepare(ORIGIN).get() as Origin

/** Before there are rows, or above their ids: SQLite only ever raises what is in `sqlite_sequence`. */
export function setOrigin(database: DatabaseSync, { epoch, lastRoomId, lastMessageId }: Origin) {
  database.exec(`
    DELETE FROM sqlite_sequence WHERE name IN ('rooms', 'messages');
    DELETE FROM meta WHERE key = 'epoch';
  `)
  database.prepare("INSERT INTO meta (key, value) VALUES ('epoch', ?)").run(epoch)
  const count = database.prepare("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)")
  count.run("rooms", lastRoomId)
  count.run("messages", lastMessageId)
}
