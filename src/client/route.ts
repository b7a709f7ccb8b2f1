import { createMemo, createSignal, onCleanup } from "solid-js"
import { addressOf, pathAt } from "./base.ts"

/** The path in the app: `/`, `/rooms/ID` or `/rooms/ID/messages/ID`. The address bar shows the same. */
export function createRoute() {
  const currentPath = () => pathAt(location.pathname) ?? "/"
  const [path, setPath] = createSignal(currentPath())
  const update = () => setPath(currentPath())
  addEventListener("popstate", update)
  onCleanup(() => removeEventListener("popstate", update))

  return {
    roomId: createMemo(() => roomIn(path())),

    /** The message in that room that the address names, null when it names none. */
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

/** The room a path leads to, null for other paths. */
export function roomIn(path: string): number | null {
  const [, id] = /^\/rooms\/([1-9]\d{0,14})(?:\/|$)/.exec(path) ?? []
  return id === undefined ? null : Number(id)
}

export const messagePath = (roomId: number, messageId: number) =>
  `${roomPath(roomId)}/messages/${messageId}`

export type Route = ReturnType<typeof createRoute>
