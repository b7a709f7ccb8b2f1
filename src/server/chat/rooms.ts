import type { RoomsEvent } from "../../shared/events.ts"
import { ROOMS_LISTED_MAX } from "../../shared/limits.ts"
import type { Activity, Room } from "../../shared/schema.ts"
import { nameKey } from "../../shared/text.ts"
import { refuseOverRate } from "../admission/refuse-over-rate.ts"
import { Announcement } from "../hub/announcement.ts"
import type { Caller } from "../identity/caller.ts"
import type { Core } from "./core.ts"

type Page = { after?: number | undefined }

export function createRooms(core: Core) {
  const { store, access, gate, roomStreams, roomListHub, cluster, roomsMax, admission } = core

  function publishList(event: RoomsEvent) {
    roomListHub.publish("public", new Announcement(event, 0))
    cluster?.publishList(event)
  }

  return {
    /** Rejects with NOT_ALLOWED, ROOM_NAME_TAKEN for a name that looks the same, TOO_MANY_ROOMS or ROOMS_FULL. */
    create: (caller: Caller, { name }: { name: string }): Promise<Room> =>
      gate.run(async () => {
        access.admit(caller, "create room")
        await refuseOverRate(admission.roomCreations, caller.address, "TOO_MANY_ROOMS")
        const room = await store.createRoom({ name, key: nameKey(name), roomsMax })
        publishList({ type: "room_created", room })
        return room
      }),

    /** Oldest first, ids above `after`; `more` when the list goes on. */
    async list(caller: Caller, { after = 0 }: Page = {}) {
      access.admit(caller, "list rooms")
      return admission.reads.answer(caller.peer, async () => {
        const rooms = await store.rooms({ after, limit: ROOMS_LISTED_MAX + 1 })
        return { rooms: rooms.slice(0, ROOMS_LISTED_MAX), more: rooms.length > ROOMS_LISTED_MAX }
      })
    },

    async activity(caller: Caller, { after = 0 }: Page = {}): Promise<Activity[]> {
      access.admit(caller, "list rooms")
      const page = { after, limit: ROOMS_LISTED_MAX }
      return admission.reads.answer(caller.peer, () => store.activity(page))
    },

    /** With its messages; its feeds end. Rejects with ROOM_NOT_FOUND, NOT_ALLOWED or TOO_MANY_ROOMS. */
    delete: (caller: Caller, { roomId }: { roomId: number }): Promise<{ id: number }> =>
      gate.run(async () => {
        access.admitTo(caller, roomId, "delete")
        await refuseOverRate(admission.roomDeletions, caller.address, "TOO_MANY_ROOMS")
        await store.deleteRoom(roomId)
        roomStreams.end(roomId)
        cluster?.publish(roomId, { type: "room_deleted", roomId })
        publishList({ type: "room_deleted", roomId })
        return { id: roomId }
      }),
  }
}
