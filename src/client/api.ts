import { createSignal, onCleanup } from "solid-js"
import { createChatClient } from "./sdk/index.ts"

/** The server, asked in one person's name for as long as the caller's scope lives. */
export function createApi(username: string) {
  const client = createChatClient({ url: location.origin, username })
  const [connection, setConnection] = createSignal(client.connection.state())
  onCleanup(client.connection.subscribe(setConnection))
  onCleanup(() => void client.close())
  onWaking(client.connection.retryNow)
  return { client, username, connection }
}

export type Api = ReturnType<typeof createApi>

/** The network is back, or somebody looks again: no time to wait any longer. */
function onWaking(wake: () => void) {
  const wakeIfVisible = () => {
    if (document.visibilityState === "visible") wake()
  }
  addEventListener("online", wake)
  document.addEventListener("visibilitychange", wakeIfVisible)
  onCleanup(() => {
    removeEventListener("online", wake)
    document.removeEventListener("visibilitychange", wakeIfVisible)
  })
}
