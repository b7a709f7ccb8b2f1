import type { DatabaseSync } from "node:sqlite"
import type { Message } from "../../../shared/schema.ts"
import { storeErrors } from "../errors.ts"
import type { Appended, Draft } from "../store.ts"
import { messageColumns } from "./reads.ts"

/** Runs inside a transaction. An error is thrown before the first change. */
export function createAppend(database: DatabaseSync, now: () => string) {
  const statements = prepareStatements(database)

  function findStored({ roomId, usernameKey, clientId }: Draft): Message | undefined {
    if (clientId === null) return undefined
    return statements.findStored.get(roomId, usernameKey, clientId) as Message | undefined
  }

  function add({ roomId, username, usernameKey, personId, content, clientId }: Draft): Message {
    const taken = statements.takeSeq.get(roomId) as { seq: number } | undefined
    if (!taken) throw storeErrors.roomNotFound()
    const { seq } = taken
    const timestamp = now()
    const { lastInsertRowid } = statements.addMessage.run(
      ...[roomId, seq, username, usernameKey, personId, content, timestamp, clientId],
    )
    const id = Number(lastInsertRowid)
    statements.addEvent.run(roomId, seq, id, timestamp)
    return { id, roomId, seq, username, content, timestamp, clientId }
  }

  return (draft: Draft): Appended => {
    const stored = findStored(draft)
    if (!stored) return { message: add(draft), created: true }
    if (stored.content !== draft.content) throw storeErrors.clientIdConflict()
    return { message: stored, created: false }
  }
}

const prepareStatements = (database: DatabaseSync) => ({
  findStored: database.prepare(
    `SELECT ${messageColumns} FROM messages
     WHERE room_id = ? AND username_key = ? AND client_id = ?
       AND EXISTS (SELECT 1 FROM rooms WHERE id = room_id)`,
  ),
  takeSeq: database.prepare(
    "UPDATE rooms SET last_seq = last_seq + 1 WHERE id = ? RETURNING last_seq AS seq",
  ),
  addMessage: database.prepare(
    `INSERT INTO messages (room_id, seq, username, username_key, person_id, content, created_at, client_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ),
  addEvent: database.prepare(
    "INSERT INTO room_events (room_id, seq, kind, message_id, at) VALUES (?, ?, 'message', ?, ?)",
  ),
})
