import { createMemo } from "solid-js"
import type { Api } from "../api.ts"
import type { Room } from "../sdk/index.ts"
import { byName } from "../ui/by-name.ts"
import { createFollowed } from "./followed.ts"
import { readPages } from "./pages.ts"
import { applyRoomsEvent } from "./rooms-event.ts"

/** The rooms there are, kept up to date for as long as the caller's scope lives. */
export function createRooms({ client }: Api) {
  const {
    state: known,
    hear,
    problem,
    remember,
  } = createFollowed({
    subscribe: (handlers) => client.onRoomsChanged.subscribe(undefined, handlers),
    read: async () => asKnown(await readPages(client.rooms.list.query, ({ id }) => id)),
    apply: applyRoomsEvent,
  })

  /** A room that is read again is the same room: its place on the screen is not drawn anew. */
  function asKnown(listed: Room[]): Room[] {
    const before = new Map(known()?.map((room) => [room.id, room]))
    return listed.map((room) => {
      const same = before.get(room.id)
      return same?.createdAt === room.createdAt ? same : room
    })
  }

  return {
    /**
     * Undefined until they are known. By name, as rooms are listed in Slack and Campfire: people find a room where it
     * was yesterday, and nothing moves under the pointer when somebody speaks. What is unread stands out instead.
     */
    list: createMemo(() => known()?.toSorted((a, b) => byName(a.name, b.name))),
    find: (roomId: number | null) => known()?.find(({ id }) => id === roomId),
    /** Why the list could not be loaded, in words; empty when it could. */
    problem,

    /** What an earlier visit saw, for as long as there is nothing better. */
    remember,

    /** Rejects as the server does. */
    async create(name: string): Promise<Room> {
      const room = await client.rooms.create.mutate({ name })
      hear({ type: "room_created", room })
      return room
    },

    /** Rejects as the server does. */
    async delete(roomId: number) {
      await client.rooms.delete.mutate({ roomId })
      hear({ type: "room_deleted", roomId })
    },
  }
}

export type Rooms = ReturnType<typeof createRooms>
