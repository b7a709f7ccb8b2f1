/** What the screen shows is cached, and without a connection shown again until anything comes from the server. */
import { createEffect, onCleanup } from "solid-js"
import type { Api } from "../api.ts"
import type { Conversation } from "../conversation/conversation.ts"
import { newestPage } from "../room/cached.ts"
import type { createRooms } from "../rooms/rooms.ts"
import type { RoomCache } from "../storage/room-cache.ts"

const WRITE_AFTER_MS = 1_000
/** A server that does not respond for so long is taken for unreachable. */
const RESPONSE_MS_MAX = 2_000

type Connection = Api["connection"]
type Rooms = Pick<ReturnType<typeof createRooms>, "list" | "remember">

export function cacheRooms(rooms: Rooms, cache: RoomCache, connection: Connection) {
  createWriteBehind(() => {
    const list = rooms.list()
    return list && (() => cache.putRooms(list))
  })
  onUnreachable(connection, async () => {
    const known = await cache.rooms()
    if (known) rooms.remember(known)
  })
}

export function cacheRoom(conversation: Conversation, cache: RoomCache, connection: Connection) {
  const { roomId, state, showCached } = conversation
  createWriteBehind(() => {
    const newest = newestPage(state(), roomId)
    return newest && (() => cache.putPage(roomId, newest))
  })
  onUnreachable(connection, async () => {
    const page = await cache.page(roomId)
    if (page) showCached(page)
  })
}

type Write = (() => Promise<unknown>) | undefined

/** Does the write that `next` returns, a moment after that changed, and when the caller's scope ends. */
function createWriteBehind(next: () => Write) {
  let pending: Write
  let timer: ReturnType<typeof setTimeout> | undefined

  function flush() {
    clearTimeout(timer)
    timer = undefined
    void pending?.()
    pending = undefined
  }

  createEffect(() => {
    const write = next()
    if (!write) return
    pending = write
    timer ??= setTimeout(flush, WRITE_AFTER_MS)
  })
  // A page that is hidden may be closed without another event.
  document.addEventListener("visibilitychange", flush)
  onCleanup(() => {
    document.removeEventListener("visibilitychange", flush)
    flush()
  })
}

function onUnreachable(connection: Connection, act: () => void) {
  createEffect(() => {
    const { status } = connection()
    if (status === "waiting") act()
    if (status !== "connecting") return
    const timer = setTimeout(act, RESPONSE_MS_MAX)
    onCleanup(() => clearTimeout(timer))
  })
}
