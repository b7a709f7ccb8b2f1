import type { DatabaseSync } from "node:sqlite"

/** Deleted rooms whose messages are still to be removed. Foreign keys are no longer enforced (connection.ts). */
export function deletedRooms(database: DatabaseSync): void {
  database.exec("CREATE TABLE deleted_rooms (id INTEGER PRIMARY KEY)")
}
