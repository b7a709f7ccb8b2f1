import { randomBytes } from "node:crypto"
import type { DatabaseSync } from "node:sqlite"

/** No foreign key on `message_id`: checking it would cost an index, and both tables empty with their room. */
export function roomLog(database: DatabaseSync): void {
  database.exec(`
    CREATE TABLE rooms (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL,
      name_key TEXT NOT NULL UNIQUE,
      created_at TEXT NOT NULL,
      last_seq INTEGER NOT NULL DEFAULT 0
    );
    CREATE TABLE messages (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      room_id INTEGER NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
      seq INTEGER NOT NULL,
      username TEXT NOT NULL,
      username_key TEXT NOT NULL,
      content TEXT NOT NULL,
      created_at TEXT NOT NULL,
      client_id TEXT,
      CONSTRAINT messages_once UNIQUE (room_id, username_key, client_id)
    );
    CREATE INDEX messages_by_room ON messages (room_id, id);
    CREATE TABLE room_events (
      room_id INTEGER NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
      seq INTEGER NOT NULL,
      kind TEXT NOT NULL,
      message_id INTEGER NOT NULL,
      at TEXT NOT NULL,
      CONSTRAINT room_events_order PRIMARY KEY (room_id, seq)
    ) WITHOUT ROWID;
    CREATE TABLE meta (
      key TEXT NOT NULL PRIMARY KEY,
      value TEXT NOT NULL
    );
  `)
  database
    .prepare("INSERT INTO meta (key, value) VALUES ('epoch', ?)")
    .run(randomBytes(6).toString("hex"))
}
