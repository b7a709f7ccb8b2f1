export type ConnectionState =
  | { status: "connecting" }
  | { status: "open" }
  /** `retryAt`: when the next attempt is made, in milliseconds since the epoch. */
  | { status: "waiting"; retryAt: number }
  | { status: "closed" }

export function createConnection() {
  let state: ConnectionState = { status: "connecting" }
  let wasOpen = false
  const listeners = new Set<(state: ConnectionState) => void>()

  return {
    state: () => state,

    wasOpen: () => wasOpen,

    /** Calls the listener at every change from now on; the returned function stops it. */
    subscribe(listener: (state: ConnectionState) => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },

    become(next: ConnectionState) {
      if (state.status === "closed" || (state.status === next.status && !("retryAt" in next)))
        return
      state = next
      wasOpen ||= next.status === "open"
      for (const listener of listeners) listener(state)
    },
  }
}

export type Connection = Pick<
  ReturnType<typeof createConnection>,
  "state" | "subscribe" | "wasOpen"
>
