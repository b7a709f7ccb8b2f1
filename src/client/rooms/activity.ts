import { createMemo } from "solid-js"
import type { Api } from "../api.ts"
import type { Activity, ActivityEvent } from "../sdk/index.ts"
import { readPages } from "./pages.ts"
import { createSyncedState } from "./synced-state.ts"

export type ActivityByRoom = ReadonlyMap<number, Activity>

export type Move = { before: Activity | undefined; now: Activity }

/**
 * `moves` are the changes of the last events, or of the last reading. Events change the map in place: copying it for ten
 * thousand rooms takes longer than all that follows from an event.
 */
export type ActivityState = { byRoom: Map<number, Activity>; moves: Move[] }

export function activityState(
  rooms: Activity[],
  before: ActivityByRoom | undefined,
): ActivityState {
  const moves = rooms
    .map((now) => ({ before: before?.get(now.roomId), now }))
    .filter((move) => move.before?.seq !== move.now.seq)
  return { byRoom: new Map(rooms.map((room) => [room.roomId, room])), moves }
}

/** Events and answers overtake each other: the higher `seq` is the newer. */
export function applyActivity(
  { byRoom }: ActivityState,
  events: Partial<ActivityEvent>[],
): ActivityState {
  const moves: Move[] = []
  // A newer server may publish events without rooms.
  for (const now of events.flatMap(({ rooms }) => (Array.isArray(rooms) ? rooms : []))) {
    const before = byRoom.get(now.roomId)
    if (now.seq <= (before?.seq ?? -1)) continue
    byRoom.set(now.roomId, now)
    moves.push({ before, now })
  }
  return { byRoom, moves }
}

type Preconditions = {
  /** Activity is not read before. */
  ready: Promise<unknown>
  /** Nor are the pages after the first, which most servers have no rooms for. */
  listed: Promise<unknown>
}

/** The last message of every room, kept up to date for as long as the caller's scope lives. */
export function createActivity({ client }: Api, { ready, listed }: Preconditions) {
  const { state } = createSyncedState<ActivityState, ActivityEvent>({
    subscribe: (handlers) => client.onActivity.subscribe(undefined, handlers),
    async read(): Promise<ActivityState> {
      await ready
      const rooms = await readPages(readPage, ({ roomId }) => roomId)
      return activityState(rooms, state()?.byRoom)
    },
    apply: applyActivity,
  })

  async function readPage(page: { after: number }) {
    if (page.after > 0) await listed
    return client.rooms.activity.query(page)
  }

  return {
    state,
    /** Undefined until it is known; another map whenever it is read. */
    byRoom: createMemo(() => state()?.byRoom),
    of: (roomId: number) => state()?.byRoom.get(roomId),
  }
}
