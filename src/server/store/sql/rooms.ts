import type { Kysely } from "kysely"
import { refusals } from "../refusals.ts"
import type { Store } from "../store.ts"
import type { Tables } from "./tables.ts"

/** Rooms come and go. A refusal leaves nothing behind, so others in the same transaction need not care. */
export function createRoomWrites(
  db: Kysely<Tables>,
  now: () => string,
): Pick<Store, "createRoom" | "deleteRoom"> {
  return {
    createRoom: ({ name, key }) =>
      db
        .insertInto("rooms")
        .values({ name, name_key: key, created_at: now() })
        .onConflict((conflict) => conflict.column("name_key").doNothing())
        .returning(["id", "name", "created_at as createdAt"])
        .executeTakeFirstOrThrow(refusals.roomNameTaken),

    async deleteRoom(roomId) {
      await db
        .deleteFrom("rooms")
        .where("id", "=", roomId)
        .returning("id")
        .executeTakeFirstOrThrow(refusals.roomNotFound)
    },
  }
}
