import { createComputed, createMemo } from "solid-js"
import type { Api } from "../api.ts"
import type { Room } from "../sdk/index.ts"
import { findRoom, type Listed, listedOf, relist } from "./listed.ts"
import { readPages } from "./pages.ts"
import { applyRoomsEvents } from "./rooms-event.ts"
import { createSyncedState } from "./synced-state.ts"

/** The rooms there are, kept up to date for as long as the caller's scope lives. */
export function createRooms({ client }: Api) {
  const {
    state: known,
    problem,
    ...synced
  } = createSyncedState({
    subscribe: (handlers) => client.onRoomsChanged.subscribe(undefined, handlers),
    async read(): Promise<Listed> {
      return relist(known(), await readPages(client.rooms.list.query, ({ id }) => id))
    },
    apply: applyRoomsEvents,
  })
  const listed = new Promise<void>((resolve) => createComputed(() => known() && resolve()))

  function find(roomId: number | null): Room | undefined {
    const rooms = known()
    return rooms && roomId !== null ? findRoom(rooms, roomId) : undefined
  }

  return {
    /**
     * Undefined until they are known. By name, as in Slack and Campfire: people find a room where it was yesterday, and a
     * new message moves nothing under the pointer.
     */
    list: createMemo(() => known()?.byName),
    listed,
    find,
    /** Why the list could not be loaded, in words; empty when it could. */
    problem,

    /** From an earlier visit; ignored once there is something newer. */
    remember: (rooms: Room[]) => synced.restore(listedOf(rooms)),

    /** Rejects as the server does. */
    async create(name: string): Promise<Room> {
      const room = await client.rooms.create.mutate({ name })
      synced.applyNow({ type: "room_created", room })
      return room
    },

    /** Rejects as the server does. */
    async delete(roomId: number) {
      await client.rooms.delete.mutate({ roomId })
      synced.applyNow({ type: "room_deleted", roomId })
    },
  }
}

export type Rooms = ReturnType<typeof createRooms>
