import { createSignal, onCleanup } from "solid-js"
import { roomBeside } from "../rooms/next-room.ts"
import type { Rooms } from "../rooms/rooms.ts"
import { roomPath } from "../route.ts"
import { isDialogOpen, stopWriting } from "../ui/focus.ts"
import type { Unread } from "../unread/unread.ts"
import { type Action, actionOf } from "./keys.ts"

type Place = { roomId: () => number | null; go: (path: string) => void }

/** Hears the keys for as long as the caller's scope lives, and knows which dialog was asked for. */
export function createShortcuts({
  route,
  rooms,
  unread,
}: {
  route: Place
  rooms: Rooms
  unread: Unread
}) {
  const [asked, setAsked] = createSignal<{ dialog: "switch" | "help" }>()
  const show = (dialog: "switch" | "help") => setAsked({ dialog })

  function step(direction: 1 | -1, wanted = (_roomId: number) => true) {
    const ids = rooms.list()?.map(({ id }) => id) ?? []
    const roomId = roomBeside(ids, route.roomId(), { step: direction, wanted })
    if (roomId === null) return
    stopWriting()
    route.go(roomPath(roomId))
  }

  function isUnread(roomId: number) {
    const room = rooms.find(roomId)
    return room !== undefined && unread.countUnmuted(room) > 0
  }

  const actions: Record<Exclude<Action, "find">, () => void> = {
    switch: () => show("switch"),
    help: () => show("help"),
    previous: () => step(-1),
    next: () => step(1),
    previousUnread: () => step(-1, isUnread),
    nextUnread: () => step(1, isUnread),
  }

  function hear(event: KeyboardEvent) {
    const action = actionOf(event)
    // To find something is the conversation's own.
    if (!action || action === "find" || event.isComposing) return
    event.preventDefault()
    if (!isDialogOpen()) actions[action]()
  }
  addEventListener("keydown", hear)
  onCleanup(() => removeEventListener("keydown", hear))

  return {
    /** Anew whenever it is asked for. */
    asked,
    show,
    close: () => setAsked(),
  }
}
