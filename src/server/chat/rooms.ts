import type { RoomsEvent } from "../../shared/events.ts"
import { ROOMS_LISTED_MAX } from "../../shared/limits.ts"
import type { Activity, Room } from "../../shared/schema.ts"
import { nameKey } from "../../shared/text.ts"
import type { Peer } from "../admission/peer.ts"
import { refuseOverRate } from "../admission/refuse-over-rate.ts"
import { Announcement } from "../hub/announcement.ts"
import type { Core } from "./core.ts"

type Page = { after?: number | undefined }

export function createRooms(core: Core) {
  const { store, gate, lines, lobby, others, roomsMax, admission } = core

  function tellList(event: RoomsEvent) {
    lobby.publish("rooms", new Announcement(event, 0))
    others?.tellList(event)
  }

  return {
    /**
     * Rejects with ROOM_NAME_TAKEN when a room's name looks the same, with TOO_MANY_ROOMS, or with ROOMS_FULL when there
     * are as many as there may be.
     */
    create: (peer: Peer, { name }: { name: string }): Promise<Room> =>
      gate.pass(async () => {
        await refuseOverRate(admission.newRooms, peer.address, "TOO_MANY_ROOMS")
        const room = await store.createRoom({ name, key: nameKey(name), roomsMax })
        tellList({ type: "room_created", room })
        return room
      }),

    /** Oldest first, ids above `after`; `more` when the list goes on. */
    list: (peer: Peer, { after = 0 }: Page = {}) =>
      admission.reads.answer(peer, async () => {
        const rooms = await store.rooms({ after, limit: ROOMS_LISTED_MAX + 1 })
        return { rooms: rooms.slice(0, ROOMS_LISTED_MAX), more: rooms.length > ROOMS_LISTED_MAX }
      }),

    /** Where the rooms of the same page stand. */
    activity: (peer: Peer, { after = 0 }: Page = {}): Promise<Activity[]> =>
      admission.reads.answer(peer, () => store.activity({ after, limit: ROOMS_LISTED_MAX })),

    /** The room, its messages and everybody's stay in it. Rejects with ROOM_NOT_FOUND or TOO_MANY_ROOMS. */
    delete: (peer: Peer, { roomId }: { roomId: number }): Promise<{ id: number }> =>
      gate.pass(async () => {
        await refuseOverRate(admission.goneRooms, peer.address, "TOO_MANY_ROOMS")
        await store.deleteRoom(roomId)
        lines.end(roomId)
        others?.tell(roomId, { type: "room_deleted", roomId })
        tellList({ type: "room_deleted", roomId })
        return { id: roomId }
      }),
  }
}
