import type { DatabaseSync } from "node:sqlite"

/** Null in a message of a visitor. No row is rewritten. */
export function messagePerson(database: DatabaseSync): void {
  database.exec("ALTER TABLE messages ADD COLUMN person_id INTEGER")
}
