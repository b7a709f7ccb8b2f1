import { createMemo, createSignal, onCleanup } from "solid-js"
import type { Api } from "../api.ts"

export type Status = "open" | "connecting" | "waiting" | "offline"

/** What to tell of the connection, as time goes by. */
export function createConnectionStatus(connection: Api["connection"]) {
  const [now, setNow] = createSignal(Date.now())
  const [online, setOnline] = createSignal(navigator.onLine)
  const look = () => setOnline(navigator.onLine)
  const ticking = setInterval(() => setNow(Date.now()), 250)
  addEventListener("online", look)
  addEventListener("offline", look)
  onCleanup(() => {
    clearInterval(ticking)
    removeEventListener("online", look)
    removeEventListener("offline", look)
  })

  const status = createMemo((): Status => {
    const { status: known } = connection()
    if (known === "open") return "open"
    if (!online()) return "offline"
    return known === "waiting" ? "waiting" : "connecting"
  })

  const secondsLeft = createMemo(() => {
    const state = connection()
    return state.status === "waiting" ? Math.max(1, Math.ceil((state.retryAt - now()) / 1_000)) : 0
  })

  return { status, secondsLeft }
}
