import { createMemo } from "solid-js"
import type { Api } from "../api.ts"
import type { Activity, ActivityEvent } from "../sdk/index.ts"
import { readPages } from "./pages.ts"
import { createSyncedState } from "./synced-state.ts"

/** Where rooms stand, by their ids. */
export type Standings = ReadonlyMap<number, Activity>

/** A room that stands elsewhere than it did. */
export type Move = { before: Activity | undefined; now: Activity }

/**
 * `moves` are the rooms that the last events, or the last reading, moved. From one reading to the next it is the same
 * map, changed: to copy where ten thousand rooms stand takes longer than all that follows from an event.
 */
export type Stand = { standings: Map<number, Activity>; moves: Move[] }

export function standOf(rooms: Activity[], before: Standings | undefined): Stand {
  const moves = rooms
    .map((now) => ({ before: before?.get(now.roomId), now }))
    .filter((move) => move.before?.seq !== move.now.seq)
  return { standings: new Map(rooms.map((room) => [room.roomId, room])), moves }
}

/** Asked and told overtake each other: the higher `seq` is the newer. */
export function applyActivity({ standings }: Stand, events: Partial<ActivityEvent>[]): Stand {
  const moves: Move[] = []
  // A newer server may tell of something else.
  for (const now of events.flatMap(({ rooms }) => (Array.isArray(rooms) ? rooms : []))) {
    const before = standings.get(now.roomId)
    if (now.seq <= (before?.seq ?? -1)) continue
    standings.set(now.roomId, now)
    moves.push({ before, now })
  }
  return { standings, moves }
}

type Needed = {
  /** Where the rooms stand is not asked before. */
  ready: Promise<unknown>
  /** Nor are the pages after the first, which not everybody has. */
  listed: Promise<unknown>
}

/** Where all rooms stand, kept up to date for as long as the caller's scope lives. */
export function createActivity({ client }: Api, { ready, listed }: Needed) {
  const { state } = createSyncedState<Stand, ActivityEvent>({
    subscribe: (handlers) => client.onActivity.subscribe(undefined, handlers),
    async read(): Promise<Stand> {
      await ready
      const rooms = await readPages(readPage, ({ roomId }) => roomId)
      return standOf(rooms, state()?.standings)
    },
    apply: applyActivity,
  })

  async function readPage(page: { after: number }) {
    if (page.after > 0) await listed
    return client.rooms.activity.query(page)
  }

  return {
    /** With what moved last. Undefined until it is known. */
    state,
    /** Undefined until they are known; another whenever they are read. */
    standings: createMemo(() => state()?.standings),
    of: (roomId: number) => state()?.standings.get(roomId),
  }
}
