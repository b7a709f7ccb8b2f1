/**
 * Reading without a connection: what the screen shows is kept, and where there is no connection it is there again. It
 * enters the room's reducer and the list of rooms as the least that is known: anything from the server is better.
 */
import { createEffect, onCleanup } from "solid-js"
import type { Api } from "../api.ts"
import type { Conversation } from "../conversation/conversation.ts"
import { newestOf } from "../room/cached.ts"
import type { createRooms } from "../rooms/rooms.ts"
import type { LastSeen } from "../storage/room-cache.ts"

/** Bursts are kept once. */
const KEEP_AFTER_MS = 1_000
/** A server that answers not at all is away as well. */
const ANSWER_MS_MAX = 2_000

type Connection = Api["connection"]
type Rooms = Pick<ReturnType<typeof createRooms>, "list" | "remember">

export function rememberRooms(rooms: Rooms, lastSeen: LastSeen, connection: Connection) {
  createKeeping(() => {
    const list = rooms.list()
    return list && (() => lastSeen.keepRooms(list))
  })
  whileAway(connection, async () => {
    const known = await lastSeen.rooms()
    if (known) rooms.remember(known)
  })
}

export function rememberRoom(
  conversation: Conversation,
  lastSeen: LastSeen,
  connection: Connection,
) {
  const { roomId, live, remember } = conversation
  createKeeping(() => {
    const newest = newestOf(live(), roomId)
    return newest && (() => lastSeen.keepPage(roomId, newest))
  })
  whileAway(connection, async () => {
    const page = await lastSeen.page(roomId)
    if (page) remember(page)
  })
}

type Keeping = (() => Promise<unknown>) | undefined

/** Keeps what `look` finds, a moment after it changed and when the caller's scope ends. */
function createKeeping(look: () => Keeping) {
  let keep: Keeping
  let due: ReturnType<typeof setTimeout> | undefined

  function keepNow() {
    clearTimeout(due)
    due = undefined
    void keep?.()
    keep = undefined
  }

  createEffect(() => {
    const found = look()
    if (!found) return
    keep = found
    due ??= setTimeout(keepNow, KEEP_AFTER_MS)
  })
  // A page that is hidden may never be looked at again.
  document.addEventListener("visibilitychange", keepNow)
  onCleanup(() => {
    document.removeEventListener("visibilitychange", keepNow)
    keepNow()
  })
}

/** Each time it is plain that there is no connection. */
function whileAway(connection: Connection, act: () => void) {
  createEffect(() => {
    const { status } = connection()
    if (status === "waiting") act()
    if (status !== "connecting") return
    const due = setTimeout(act, ANSWER_MS_MAX)
    onCleanup(() => clearTimeout(due))
  })
}
