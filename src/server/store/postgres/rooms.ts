import type { Room } from "../../../shared/schema.ts"
import { storeErrors } from "../errors.ts"
import type { NewRoom, Store } from "../store.ts"
import type { Ask, Pool } from "./pool.ts"
import { roomColumns } from "./reads.ts"

/** Any number that only those who create rooms lock, together with one that stands for the schema. */
const LOCK = 0x436e6672

/**
 * Rooms come and go. A room that goes takes its name with it at once; `sweep` is told to take away what was said in it,
 * which may be much.
 */
export function createRoomWrites(
  { change, inTransaction }: Pick<Pool, "change" | "inTransaction">,
  sweep: () => void,
): Pick<Store, "createRoom" | "deleteRoom"> {
  return {
    async createRoom(room) {
      const created = await inTransaction((ask) => add(room, ask))
      if (created instanceof Error) throw created
      return created
    },

    async deleteRoom(roomId) {
      const removed = await change(statements.removeRoom, [roomId])
      if (removed.length === 0) throw storeErrors.roomNotFound()
      sweep()
    },
  }
}

/** Nodes take turns, and each counts what the last one has committed. */
async function add({ name, key, roomsMax = Number.MAX_SAFE_INTEGER }: NewRoom, ask: Ask) {
  await ask(statements.lock, [LOCK])
  const [room] = await ask<Room>(statements.addRoom, [name, key, roomsMax])
  if (room) return room
  const taken = await ask(statements.findByKey, [key])
  return taken.length > 0 ? storeErrors.roomNameTaken() : storeErrors.roomsFull()
}

const statements = {
  lock: {
    name: "lock-creating",
    text: "SELECT pg_advisory_xact_lock($1, hashtext(current_schema()))",
  },
  addRoom: {
    name: "add-room",
    text: `INSERT INTO rooms (name, name_key, created_at, last_at)
     SELECT $1, $2, at, at FROM (SELECT date_trunc('milliseconds', now()) AS at) AS now
     WHERE (SELECT count(*) FROM rooms) < $3
     ON CONFLICT (name_key) DO NOTHING RETURNING ${roomColumns}`,
  },
  findByKey: { name: "room-by-key", text: "SELECT FROM rooms WHERE name_key = $1" },
  removeRoom: {
    name: "remove-room",
    text: `WITH removed AS (DELETE FROM rooms WHERE id = $1 RETURNING id)
     INSERT INTO deleted_rooms (id) SELECT id FROM removed RETURNING id`,
  },
}
