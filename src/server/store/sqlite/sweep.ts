import type { DatabaseSync } from "node:sqlite"

/** So many rows go at once, in some ten milliseconds: nobody's message has to wait for long. */
const ROWS_AT_ONCE = 1_000

/** Takes away what was said in deleted rooms, piece by piece; what is left when the program ends, the next one takes. */
export function createSweep(database: DatabaseSync) {
  const statements = prepareStatements(database)
  let asked = true

  function takeSome(): boolean {
    const deleted = statements.deleted.get() as { id: number } | undefined
    if (!deleted) return false
    const { id } = deleted
    const taken = [statements.messages, statements.events].some(
      (remove) => remove.run(id, ROWS_AT_ONCE).changes > 0,
    )
    if (!taken) statements.done.run(id)
    return true
  }

  return {
    /** There may be something, in the next transaction or later. */
    ask() {
      asked = true
    },

    /** Takes one piece. False when nothing is left, or whatever prevents it: then the next deletion or start goes on. */
    some(): boolean {
      try {
        asked &&= takeSome()
      } catch {
        asked = false
      }
      return asked
    },

    /** Takes everything, however long it takes. Throws as the database does. */
    all() {
      while (takeSome());
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
