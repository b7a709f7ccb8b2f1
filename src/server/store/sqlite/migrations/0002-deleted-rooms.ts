import type { DatabaseSync } from "node:sqlite"

/** Rooms that are gone, and whose messages go after them. Their foreign key is no longer kept up (connection.ts). */
export function deletedRooms(database: DatabaseSync): void {
  database.exec("CREATE TABLE deleted_rooms (id INTEGER PRIMARY KEY)")
}
