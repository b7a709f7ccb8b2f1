import { createEffect, createMemo, createSignal, onCleanup } from "solid-js"
import type { Api } from "../api.ts"

export type Status = "open" | "connecting" | "waiting" | "offline"

const TICK_MS = 250

export function createConnectionStatus(connection: Api["connection"]) {
  const online = createOnline()
  const [now, setNow] = createSignal(Date.now())

  /** A browser without a network may still reach a server on the same machine. */
  const status = createMemo((): Status => {
    const { status: known } = connection()
    if (known === "open") return "open"
    if (!online()) return "offline"
    return known === "waiting" ? "waiting" : "connecting"
  })

  /** Connecting keeps it as it is: at the start it takes only a moment. */
  const isLost = createMemo((before: boolean) => {
    if (status() === "connecting") return before
    return status() !== "open"
  }, false)

  // Ticks only while it counts down.
  createEffect(() => {
    if (connection().status !== "waiting") return
    setNow(Date.now())
    const ticking = setInterval(() => setNow(Date.now()), TICK_MS)
    onCleanup(() => clearInterval(ticking))
  })

  const secondsLeft = createMemo(() => {
    const state = connection()
    return state.status === "waiting" ? Math.max(1, Math.ceil((state.retryAt - now()) / 1_000)) : 0
  })

  return { status, isLost, secondsLeft }
}

export type ConnectionStatus = ReturnType<typeof createConnectionStatus>

function createOnline() {
  const [online, setOnline] = createSignal(navigator.onLine)
  const look = () => setOnline(navigator.onLine)
  addEventListener("online", look)
  addEventListener("offline", look)
  onCleanup(() => {
    removeEventListener("online", look)
    removeEventListener("offline", look)
  })
  return online
}
