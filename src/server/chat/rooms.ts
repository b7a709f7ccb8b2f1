import type { RoomsEvent } from "../../shared/events.ts"
import { ROOMS_LISTED_MAX } from "../../shared/limits.ts"
import type { Activity, Room } from "../../shared/schema.ts"
import { nameKey } from "../../shared/text.ts"
import { Announcement } from "../hub/announcement.ts"
import type { Core } from "./core.ts"
import { refuseHaste } from "./haste.ts"

export function createRooms(core: Core) {
  const { store, gate, lines, lobby, others, roomRate, roomsMax } = core

  function tellList(event: RoomsEvent) {
    lobby.publish("rooms", new Announcement(event, 0))
    others?.tellList(event)
  }

  return {
    /**
     * `address` is where it is asked from, to count by. Rejects with ROOM_NAME_TAKEN when a room's name looks the same,
     * with TOO_MANY_ROOMS, or with ROOMS_FULL when there are as many as there may be.
     */
    create: (address: string, { name }: { name: string }): Promise<Room> =>
      gate.pass(async () => {
        await refuseHaste(roomRate, address, "TOO_MANY_ROOMS")
        const room = await store.createRoom({ name, key: nameKey(name), roomsMax })
        tellList({ type: "room_created", room })
        return room
      }),

    /** Oldest first, ids above `after`; `more` when the list goes on. */
    async list({ after = 0 }: { after?: number | undefined } = {}) {
      const rooms = await store.rooms({ after, limit: ROOMS_LISTED_MAX + 1 })
      return { rooms: rooms.slice(0, ROOMS_LISTED_MAX), more: rooms.length > ROOMS_LISTED_MAX }
    },

    /** Where the rooms of the same page stand. */
    activity: ({ after = 0 }: { after?: number | undefined } = {}): Promise<Activity[]> =>
      store.activity({ after, limit: ROOMS_LISTED_MAX }),

    /** The room, its messages and everybody's stay in it. Rejects with ROOM_NOT_FOUND. */
    delete: ({ roomId }: { roomId: number }): Promise<{ id: number }> =>
      gate.pass(async () => {
        await store.deleteRoom(roomId)
        lines.end(roomId)
        others?.tell(roomId, { type: "room_deleted", roomId })
        tellList({ type: "room_deleted", roomId })
        return { id: roomId }
      }),
  }
}
