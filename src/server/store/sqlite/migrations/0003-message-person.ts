import type { DatabaseSync } from "node:sqlite"

/** The account that sent a message; none for a visitor's. No row is rewritten. */
export function messagePerson(database: DatabaseSync): void {
  database.exec("ALTER TABLE messages ADD COLUMN person_id INTEGER")
}
