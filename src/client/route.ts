import { createMemo, createSignal, onCleanup } from "solid-js"

/** Where in the app the reader is: `/`, or in a room at `/rooms/ID`. The address bar says the same. */
export function createRoute() {
  const [path, setPath] = createSignal(location.pathname)
  const follow = () => setPath(location.pathname)
  addEventListener("popstate", follow)
  onCleanup(() => removeEventListener("popstate", follow))

  return {
    /** The room on screen, null in none. */
    roomId: createMemo(() => roomIn(path())),

    go(to: string) {
      if (to !== path()) history.pushState(null, "", to)
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
