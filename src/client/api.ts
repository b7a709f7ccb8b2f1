import { createSignal, onCleanup } from "solid-js"
import { nameKey } from "../shared/text.ts"
import { addressOf } from "./base.ts"
import { createChatClient } from "./sdk/index.ts"

/** The server as one person's client, for as long as the caller's scope lives. */
export function createApi(username: string) {
  const client = createChatClient({ url: location.origin + addressOf("/"), username })
  const [connection, setConnection] = createSignal(client.connection.state())
  onCleanup(client.connection.subscribe(setConnection))
  onCleanup(() => void client.close())
  // What this browser keeps, locks and sends between tabs belongs to this id; a visitor's is its name's key.
  return { client, username, personId: nameKey(username), connection }
}

export type Api = ReturnType<typeof createApi>
