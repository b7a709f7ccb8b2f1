import { createSignal, onCleanup } from "solid-js"
import { addressOf } from "./base.ts"
import { createChatClient } from "./sdk/index.ts"

/** The server as one person's client, for as long as the caller's scope lives. */
export function createApi(username: string) {
  const client = createChatClient({ url: location.origin + addressOf("/"), username })
  const [connection, setConnection] = createSignal(client.connection.state())
  onCleanup(client.connection.subscribe(setConnection))
  onCleanup(() => void client.close())
  return { client, username, connection }
}

export type Api = ReturnType<typeof createApi>
