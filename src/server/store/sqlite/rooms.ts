import type { DatabaseSync } from "node:sqlite"
import type { Room } from "../../../shared/schema.ts"
import { storeErrors } from "../errors.ts"
import type { StoreMethods } from "./call-store.ts"
import { roomColumns } from "./reads.ts"

type RoomWrites = { now: () => string; sweep: () => void }

/** An error leaves nothing behind for others in the same transaction. `sweep` is called to remove a room's messages. */
export function createRoomWrites(
  database: DatabaseSync,
  { now, sweep }: RoomWrites,
): Pick<StoreMethods, "createRoom" | "deleteRoom"> {
  const addRoom = database.prepare(
    `INSERT INTO rooms (name, name_key, created_at)
     SELECT :name, :key, :now WHERE (SELECT count(*) FROM rooms) < :roomsMax
     ON CONFLICT (name_key) DO NOTHING RETURNING ${roomColumns}`,
  )
  const findByKey = database.prepare("SELECT 1 FROM rooms WHERE name_key = :key")
  const removeRoom = database.prepare("DELETE FROM rooms WHERE id = :roomId RETURNING id")
  const recordDeleted = database.prepare("INSERT INTO deleted_rooms (id) VALUES (:roomId)")

  return {
    createRoom({ name, key, roomsMax = Number.MAX_SAFE_INTEGER }) {
      const room = addRoom.get({ name, key, roomsMax, now: now() })
      if (room) return room as Room
      throw findByKey.get({ key }) ? storeErrors.roomNameTaken() : storeErrors.roomsFull()
    },

    deleteRoom(roomId) {
      if (!removeRoom.get({ roomId })) throw storeErrors.roomNotFound()
      recordDeleted.run({ roomId })
      sweep()
    },
  }
}
