import type { Remembered } from "../room/state.ts"
import type { Room } from "../sdk/index.ts"
import type { Shelf } from "./shelf.ts"

/** What the screen last showed, to be read without a connection: the rooms, and the newest messages of each. */
export function createLastSeen({ person, attempt }: Shelf) {
  const all = () => IDBKeyRange.bound([person, 0], [person, Number.POSITIVE_INFINITY])
  let over = false

  return {
    rooms: async (): Promise<Room[] | undefined> =>
      (await attempt((database) => database.get("rooms", person)))?.rooms,

    /** Of a room that is gone nothing is kept. */
    keepRooms: (rooms: Room[]) =>
      attempt(async (database) => {
        if (over) return
        const ids = new Set(rooms.map(({ id }) => id))
        await database.put("rooms", { rooms }, person)
        const pages = await database.getAllKeys("pages", all())
        const gone = pages.filter(([, roomId]) => !ids.has(roomId))
        await Promise.all(gone.map((key) => database.delete("pages", key)))
      }),

    page: (roomId: number): Promise<Remembered | undefined> =>
      attempt((database) => database.get("pages", [person, roomId])),

    /** `page` has no holes. */
    keepPage: (roomId: number, page: Remembered) =>
      attempt(async (database) => {
        if (!over) await database.put("pages", page, [person, roomId])
      }),

    /** For whoever leaves this browser; nothing is kept any more. */
    forget() {
      over = true
      return attempt((database) =>
        Promise.all([database.delete("rooms", person), database.delete("pages", all())]),
      )
    },
  }
}

export type LastSeen = ReturnType<typeof createLastSeen>
