import type { DatabaseSync } from "node:sqlite"
import type { Room } from "../../../shared/schema.ts"
import { refusals } from "../refusals.ts"
import type { Answers } from "./answer.ts"
import { roomColumns } from "./reads.ts"

/** Rooms come and go. A refusal leaves nothing behind, so others in the same transaction need not care. */
export function createRoomWrites(
  database: DatabaseSync,
  now: () => string,
): Pick<Answers, "createRoom" | "deleteRoom"> {
  const addRoom = database.prepare(
    `INSERT INTO rooms (name, name_key, created_at) VALUES (:name, :key, :now)
     ON CONFLICT (name_key) DO NOTHING RETURNING ${roomColumns}`,
  )
  const removeRoom = database.prepare("DELETE FROM rooms WHERE id = :roomId RETURNING id")

  return {
    createRoom({ name, key }) {
      const room = addRoom.get({ name, key, now: now() })
      if (!room) throw refusals.roomNameTaken()
      return room as Room
    },

    deleteRoom(roomId) {
      if (!removeRoom.get({ roomId })) throw refusals.roomNotFound()
    },
  }
}
