import type { Api } from "../api.ts"
import type { Activity, ActivityEvent } from "../sdk/index.ts"
import { createFollowed } from "./followed.ts"
import { readPages } from "./pages.ts"

/** Where rooms stand, by their ids. */
export type Standings = ReadonlyMap<number, Activity>

/** Asked and told overtake each other: the higher `seq` is the newer. */
export function applyActivity(known: Standings, { rooms }: Pick<ActivityEvent, "rooms">) {
  const standings = new Map(known)
  for (const room of rooms)
    if (room.seq > (known.get(room.roomId)?.seq ?? -1)) standings.set(room.roomId, room)
  return standings
}

/** Where all rooms stand, kept up to date for as long as the caller's scope lives; asked not before `ready`. */
export function createActivity({ client }: Api, ready: Promise<unknown>) {
  const { state } = createFollowed<Standings, ActivityEvent>({
    subscribe: (handlers) => client.onActivity.subscribe(undefined, handlers),
    async read() {
      await ready
      const rooms = await readPages(client.rooms.activity.query, ({ roomId }) => roomId)
      return new Map(rooms.map((room) => [room.roomId, room]))
    },
    apply: applyActivity,
  })

  return {
    /** Undefined until they are known. */
    standings: state,
    of: (roomId: number) => state()?.get(roomId),
  }
}
