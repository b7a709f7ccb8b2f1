import { createComputed, createMemo } from "solid-js"
import type { Api } from "../api.ts"
import type { Room } from "../sdk/index.ts"
import { findRoom, type Listed, listedOf } from "./listed.ts"
import { readPages } from "./pages.ts"
import { applyRoomsEvents } from "./rooms-event.ts"
import { createFollowed } from "./synced-state.ts"

/** The rooms there are, kept up to date for as long as the caller's scope lives. */
export function createRooms({ client }: Api) {
  const {
    state: known,
    note,
    problem,
    remember,
  } = createFollowed({
    subscribe: (handlers) => client.onRoomsChanged.subscribe(undefined, handlers),
    read: async () => listedAnew(await readPages(client.rooms.list.query, ({ id }) => id)),
    apply: applyRoomsEvents,
  })
  const listed = new Promise<void>((resolve) => createComputed(() => known() && resolve()))

  function listedAnew(found: Room[]): Listed {
    const rooms = found.map(asKnown)
    const before = known()
    const areSame =
      before?.byId.length === rooms.length && rooms.every((room, at) => room === before.byId[at])
    return areSame ? before : listedOf(rooms)
  }

  /** A room that is read again is the same room: its place on the screen is not drawn anew. */
  function asKnown(room: Room): Room {
    const same = find(room.id)
    return same?.createdAt === room.createdAt ? same : room
  }

  function find(roomId: number | null): Room | undefined {
    const rooms = known()
    return rooms && roomId !== null ? findRoom(rooms, roomId) : undefined
  }

  return {
    /**
     * Undefined until they are known. By name, as rooms are listed in Slack and Campfire: people find a room where it
     * was yesterday, and nothing moves under the pointer when somebody speaks. What is unread stands out instead.
     */
    list: createMemo(() => known()?.byName),
    /** Resolves when they are known. */
    listed,
    find,
    /** Why the list could not be loaded, in words; empty when it could. */
    problem,

    /** What an earlier visit saw, for as long as there is nothing better. */
    remember: (rooms: Room[]) => remember(listedOf(rooms)),

    /** Rejects as the server does. */
    async create(name: string): Promise<Room> {
      const room = await client.rooms.create.mutate({ name })
      note({ type: "room_created", room })
      return room
    },

    /** Rejects as the server does. */
    async delete(roomId: number) {
      await client.rooms.delete.mutate({ roomId })
      note({ type: "room_deleted", roomId })
    },
  }
}

export type Rooms = ReturnType<typeof createRooms>
