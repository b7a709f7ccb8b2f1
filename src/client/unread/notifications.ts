/** Desktop notifications of what is said in rooms nobody is looking at: one a room, its newest in place of older ones. */
import { createEffect, on, onCleanup } from "solid-js"
import { addressOf, ownName } from "../base.ts"
import type { Rooms } from "../rooms/rooms.ts"
import { roomPath } from "../route.ts"
import type { Activity } from "../sdk/index.ts"
import { words } from "../words/words.ts"
import { areNotificationsOn } from "./permission.ts"
import type { Unread } from "./unread.ts"

/** Whoever looks at the room, perhaps in another tab, has read the message by then. */
const SETTLE_MS = 400

type Surroundings = { unread: Unread; rooms: Rooms; go: (path: string) => void }

/** For as long as the caller's scope lives. */
export function createNotifications({ unread, rooms, go }: Surroundings) {
  const shown = new Map<number, Notification>()
  const settling = new Map<number, ReturnType<typeof setTimeout>>()

  createEffect(
    on(unread.activity.state, (stand, known) => {
      // What was unread when the page was opened is no news.
      if (!(stand && known && areNotificationsOn())) return
      for (const { before, now } of stand.moves) if (now.seq > (before?.seq ?? 0)) announce(now)
    }),
  )

  createEffect(() => {
    unread.total()
    for (const [roomId, notification] of shown)
      if (calling(roomId) === 0) {
        shown.delete(roomId)
        notification.close()
      }
  })

  function calling(roomId: number) {
    const room = rooms.find(roomId)
    return room ? unread.calling(room) : 0
  }

  function announce({ roomId }: Activity) {
    if (calling(roomId) === 0) return
    clearTimeout(settling.get(roomId))
    settling.set(
      roomId,
      setTimeout(() => show(roomId), SETTLE_MS),
    )
  }

  function show(roomId: number) {
    settling.delete(roomId)
    const count = calling(roomId)
    const room = rooms.find(roomId)
    const last = unread.activity.of(roomId)?.last
    if (count === 0 || !room || !last) return
    const said = `${last.username}: ${last.content}`
    const body = count === 1 ? said : `${words().unread.messages(count)}\n${said}`
    const options = { body, tag: ownName(`room-${roomId}`), icon: addressOf("/favicon.svg") }
    const notification = notify(room.name, options)
    if (!notification) return
    shown.set(roomId, notification)
    notification.onclick = () => {
      window.focus()
      go(roomPath(roomId))
      notification.close()
    }
  }

  onCleanup(() => {
    for (const timer of settling.values()) clearTimeout(timer)
    for (const notification of shown.values()) notification.close()
  })
}

/** Null in browsers that show them only for a service worker, as those of phones. */
function notify(title: string, options: NotificationOptions): Notification | null {
  try {
    return new Notification(title, options)
  } catch {
    return null
  }
}
