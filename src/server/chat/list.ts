/**
 * The list of rooms, and where they stand, as those who watch them here know them. What other nodes tell is passed on;
 * whenever some of it may have been lost, the whole is read, and what is new is told.
 */
import type { ActivityEvent, RoomsEvent } from "../../shared/events.ts"
import { ACTIVITY_ROOMS_MAX, LIST_CHECK_ALONE_MS, ROOMS_LISTED_MAX } from "../../shared/limits.ts"
import { Announcement } from "../hub/announcement.ts"
import type { Bus } from "../hub/bus.ts"
import type { Hub } from "../hub/hub.ts"
import type { Store } from "../store/store.ts"

type Parts = {
  bus: Pick<Bus, "isUp">
  store: Pick<Store, "rooms" | "activity">
  lobby: Hub<"rooms", RoomsEvent>
  watchers: Hub<"activity", ActivityEvent>
}

export function createList({ bus, store, lobby, watchers }: Parts) {
  /** The rooms that everybody here has been told of, or has read of. */
  const known = new Set<number>()
  let begun: Promise<void> | null = null
  let checked: Promise<void> = Promise.resolve()
  const checking = setInterval(checkAlone, LIST_CHECK_ALONE_MS).unref()

  function note(event: RoomsEvent) {
    if (event.type === "room_created") known.add(event.room.id)
    else known.delete(event.roomId)
  }

  function tell(event: RoomsEvent) {
    note(event)
    lobby.publish("rooms", new Announcement(event, 0))
  }

  function checkAlone() {
    const isWatched = lobby.hasListeners("rooms") || watchers.hasListeners("activity")
    if (isWatched && !bus.isUp()) void check()
  }

  /** One after the other: what may have been lost while one runs is found by the next. */
  function check(): Promise<void> {
    checked = checked
      .then(() => (begun ? begun.then(compare) : begin()))
      .then(tellStandings)
      // What cannot be read now is read next time.
      .catch(() => undefined)
    return checked
  }

  /** What could not be read is read when it is asked for again. */
  function begin(): Promise<void> {
    begun ??= noteAll().catch((error) => {
      begun = null
      throw error
    })
    return begun
  }

  async function noteAll() {
    for await (const { id } of everyRoom()) known.add(id)
  }

  async function compare() {
    const missing = new Set(known)
    for await (const room of everyRoom()) {
      missing.delete(room.id)
      if (!known.has(room.id)) tell({ type: "room_created", room })
    }
    for (const roomId of missing) if (known.has(roomId)) tell({ type: "room_deleted", roomId })
  }

  async function* everyRoom() {
    for (let after = 0; ; ) {
      const page = await store.rooms({ after, limit: ROOMS_LISTED_MAX })
      yield* page
      if (page.length < ROOMS_LISTED_MAX) return
      after = page.at(-1)?.id ?? 0
    }
  }

  /** Whoever knows better ignores it: where a room stands only grows. */
  async function tellStandings() {
    for (let after = 0; watchers.hasListeners("activity"); ) {
      const rooms = await store.activity({ after, limit: ACTIVITY_ROOMS_MAX })
      if (rooms.length > 0)
        watchers.publish("activity", new Announcement({ type: "activity", rooms }, 0))
      if (rooms.length < ACTIVITY_ROOMS_MAX) return
      after = rooms.at(-1)?.roomId ?? 0
    }
  }

  return {
    /** Resolves when it is known which rooms there are: nobody watches them before. */
    begin,
    /** What was told here. */
    note,
    /** What was told elsewhere. */
    hear: tell,
    check: () => void check(),
    close: () => clearInterval(checking),
  }
}
