import type { Room } from "../../../shared/schema.ts"
import { storeErrors } from "../errors.ts"
import type { NewRoom, Store } from "../store.ts"
import type { Pool, RunStatement } from "./pool.ts"
import { roomColumns } from "./reads.ts"

/** Any number that only this locks, together with one of the schema's. */
const LOCK = 0x436e6672

/** The name of a deleted room is free at once; `sweep` is called to remove its messages, which may be many. */
export function createRoomWrites(
  { write, inTransaction }: Pick<Pool, "write" | "inTransaction">,
  sweep: () => void,
): Pick<Store, "createRoom" | "deleteRoom"> {
  return {
    async createRoom(room) {
      const created = await inTransaction((run) => add(room, run))
      if (created instanceof Error) throw created
      return created
    },

    async deleteRoom(roomId) {
      const removed = await write(statements.removeRoom, [roomId])
      if (removed.length === 0) throw storeErrors.roomNotFound()
      sweep()
    },
  }
}

/** Nodes take turns, and each counts what the last one has committed. */
async function add({ name, key, roomsMax = Number.MAX_SAFE_INTEGER }: NewRoom, run: RunStatement) {
  await run(statements.lock, [LOCK])
  const [room] = await run<Room>(statements.addRoom, [name, key, roomsMax])
  if (room) return room
  const taken = await run(statements.findByKey, [key])
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
