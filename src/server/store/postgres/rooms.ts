import type { Room } from "../../../shared/schema.ts"
import { refusals } from "../refusals.ts"
import type { Store } from "../store.ts"
import type { Ask } from "./pool.ts"
import { roomColumns } from "./reads.ts"

/**
 * Rooms come and go. A room that goes takes its name with it at once; `sweep` is told to take away what was said in it,
 * which may be much.
 */
export function createRoomWrites(
  change: Ask,
  sweep: () => void,
): Pick<Store, "createRoom" | "deleteRoom"> {
  return {
    async createRoom({ name, key }) {
      const [room] = await change<Room>(statements.addRoom, [name, key])
      if (!room) throw refusals.roomNameTaken()
      return room
    },

    async deleteRoom(roomId) {
      const removed = await change(statements.removeRoom, [roomId])
      if (removed.length === 0) throw refusals.roomNotFound()
      sweep()
    },
  }
}

const statements = {
  addRoom: {
    name: "add-room",
    text: `INSERT INTO rooms (name, name_key, created_at, last_at)
     SELECT $1, $2, at, at FROM (SELECT date_trunc('milliseconds', now()) AS at) AS now
     ON CONFLICT (name_key) DO NOTHING RETURNING ${roomColumns}`,
  },
  removeRoom: {
    name: "remove-room",
    text: `WITH removed AS (DELETE FROM rooms WHERE id = $1 RETURNING id)
     INSERT INTO deleted_rooms (id) SELECT id FROM removed RETURNING id`,
  },
}
