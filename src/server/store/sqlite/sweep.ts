import type { DatabaseSync } from "node:sqlite"

/** So many rows take some ten milliseconds, for which messages wait. */
const ROWS_AT_ONCE = 1_000

/** Removes the messages of deleted rooms piece by piece; what is left when the process ends, the next one removes. */
export function createSweep(database: DatabaseSync) {
  const statements = prepareStatements(database)
  let requested = true

  function removeSome(): boolean {
    const deleted = statements.deleted.get() as { id: number } | undefined
    if (!deleted) return false
    const { id } = deleted
    const removed = [statements.messages, statements.events].some(
      (remove) => remove.run(id, ROWS_AT_ONCE).changes > 0,
    )
    if (!removed) statements.done.run(id)
    return true
  }

  return {
    request() {
      requested = true
    },

    /** Removes one piece. False when nothing is left or it fails: then the next deletion or start goes on. */
    next(): boolean {
      try {
        requested &&= removeSome()
      } catch {
        requested = false
      }
      return requested
    },

    /** Throws as the database does. */
    removeAll() {
      while (removeSome());
    },
  }
}

const prepareStatements = (database: DatabaseSync) => ({
  deleted: database.prepare("SELECT id FROM deleted_rooms ORDER BY id LIMIT 1"),
  messages: database.prepare(
    `DELETE FROM messages
     WHERE id IN (SELECT id FROM messages WHERE room_id = ? ORDER BY id LIMIT ?)`,
  ),
  events: database.prepare(
    `DELETE FROM room_events WHERE (room_id, seq) IN (
       SELECT room_id, seq FROM room_events WHERE room_id = ? ORDER BY seq LIMIT ?
     )`,
  ),
  done: database.prepare("DELETE FROM deleted_rooms WHERE id = ?"),
})
