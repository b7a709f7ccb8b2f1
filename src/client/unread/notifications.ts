/** Desktop notifications of new messages: one a room, the newest in place of older ones. */
import { createEffect, on, onCleanup } from "solid-js"
import { addressOf, ownName } from "../base.ts"
import type { Rooms } from "../rooms/rooms.ts"
import { roomPath } from "../route.ts"
import type { Activity, Room } from "../sdk/index.ts"
import { words } from "../words/words.ts"
import { areNotificationsOn } from "./permission.ts"
import type { Unread } from "./unread.ts"

/** By then the room is marked as read where it is looked at, perhaps in another tab. */
const SETTLE_MS = 400

type NotificationsOptions = { unread: Unread; rooms: Rooms; go: (path: string) => void }

export function createNotifications({ unread, rooms, go }: NotificationsOptions) {
  const shown = new Map<number, Notification>()
  const showSettled = createRoomDelay(show)

  createEffect(
    on(unread.activity.state, (now, before) => {
      // What was unread when the page was opened is not notified of.
      if (!(now && before && areNotificationsOn())) return
      const grown = now.moves.filter((move) => move.now.seq > (move.before?.seq ?? 0))
      const roomIds = grown.map((move) => move.now.roomId)
      roomIds.filter((roomId) => countIn(roomId) > 0).forEach(showSettled)
    }),
  )

  createEffect(() => {
    unread.total()
    for (const [roomId, notification] of shown)
      if (countIn(roomId) === 0) {
        shown.delete(roomId)
        notification.close()
      }
  })

  function countIn(roomId: number) {
    const room = rooms.find(roomId)
    return room ? unread.countUnmuted(room) : 0
  }

  function show(roomId: number) {
    const count = countIn(roomId)
    const room = rooms.find(roomId)
    const last = unread.activity.of(roomId)?.last
    if (count === 0 || !room || !last) return
    const notification = notify(room, { count, last })
    if (!notification) return
    shown.set(roomId, notification)
    notification.onclick = () => {
      window.focus()
      go(roomPath(roomId))
      notification.close()
    }
  }

  onCleanup(() => {
    for (const notification of shown.values()) notification.close()
  })
}

/** Once a room, `SETTLE_MS` after the last call. */
function createRoomDelay(act: (roomId: number) => void) {
  const timers = new Map<number, ReturnType<typeof setTimeout>>()
  onCleanup(() => {
    for (const timer of timers.values()) clearTimeout(timer)
  })
  return (roomId: number) => {
    clearTimeout(timers.get(roomId))
    const timer = setTimeout(() => {
      timers.delete(roomId)
      act(roomId)
    }, SETTLE_MS)
    timers.set(roomId, timer)
  }
}

type UnreadMessages = { count: number; last: NonNullable<Activity["last"]> }

/** Null in browsers that show them only for a service worker, as those of phones. */
function notify({ id, name }: Room, { count, last }: UnreadMessages): Notification | null {
  const text = `${last.username}: ${last.content}`
  const body = count === 1 ? text : `${words().unread.messages(count)}\n${text}`
  try {
    return new Notification(name, {
      ...{ body, tag: ownName(`room-${id}`), icon: addressOf("/favicon.svg") },
    })
  } catch {
    return null
  }
}
