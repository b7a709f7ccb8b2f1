import type { CachedPage } from "../room/state.ts"
import type { Room } from "../sdk/index.ts"
import type { PersonDatabase } from "./person-database.ts"

/** What the screen last showed, to be read without a connection: the rooms, and the newest messages of each. */
export function createRoomCache({ person, attempt }: PersonDatabase) {
  const own = () => IDBKeyRange.bound([person, 0], [person, Number.POSITIVE_INFINITY])
  let isCleared = false

  return {
    rooms: async (): Promise<Room[] | undefined> =>
      (await attempt((database) => database.get("rooms", person)))?.rooms,

    /** Deletes the pages of rooms that are not among them. */
    putRooms: (rooms: Room[]) =>
      attempt(async (database) => {
        if (isCleared) return
        const ids = new Set(rooms.map(({ id }) => id))
        await database.put("rooms", { rooms }, person)
        const pages = await database.getAllKeys("pages", own())
        const deleted = pages.filter(([, roomId]) => !ids.has(roomId))
        await Promise.all(deleted.map((key) => database.delete("pages", key)))
      }),

    page: (roomId: number): Promise<CachedPage | undefined> =>
      attempt((database) => database.get("pages", [person, roomId])),

    putPage: (roomId: number, page: CachedPage) =>
      attempt(async (database) => {
        if (!isCleared) await database.put("pages", page, [person, roomId])
      }),

    /** When the person signs out: from then on nothing is cached. */
    clear() {
      isCleared = true
      return attempt((database) =>
        Promise.all([database.delete("rooms", person), database.delete("pages", own())]),
      )
    },
  }
}

export type RoomCache = ReturnType<typeof createRoomCache>
