import { createMemo, createSignal, onCleanup } from "solid-js"
import { addressOf, pathAt } from "./base.ts"

/** Where in the app the reader is: `/`, `/rooms/ID`, or at `/rooms/ID/messages/ID`. The address bar says the same. */
export function createRoute() {
  const here = () => pathAt(location.pathname) ?? "/"
  const [path, setPath] = createSignal(here())
  const follow = () => setPath(here())
  addEventListener("popstate", follow)
  onCleanup(() => removeEventListener("popstate", follow))

  return {
    /** The room on screen, null in none. */
    roomId: createMemo(() => roomIn(path())),

    /** The message in that room that is asked for, null when none is. */
    messageId: createMemo(() => {
      const [, id] = /^\/rooms\/\d+\/messages\/([1-9]\d{0,14})\/?$/.exec(path()) ?? []
      return id === undefined ? null : Number(id)
    }),

    go(to: string) {
      if (to !== path()) history.pushState(null, "", addressOf(to))
      setPath(to)
    },
  }
}

export const roomPath = (roomId: number) => `/rooms/${roomId}`

/** The room a path leads to, null for another place. */
export function roomIn(path: string): number | null {
  const [, id] = /^\/rooms\/([1-9]\d{0,14})(?:\/|$)/.exec(path) ?? []
  return id === undefined ? null : Number(id)
}
export const messagePath = (roomId: number, messageId: number) =>
  `${roomPath(roomId)}/messages/${messageId}`
