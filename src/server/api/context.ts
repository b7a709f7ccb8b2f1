import type { Peer } from "../admission/peer.ts"
import type { Chat } from "../chat/chat.ts"
import type { Caller } from "../identity/caller.ts"
import { type Credentials, identify } from "../identity/identify.ts"

export type Context = {
  chat: Chat
  /** Throws what the credentials were refused with. */
  caller(): Caller
}

/** Never rejects: each call is refused by itself. */
export async function createContext(
  chat: Chat,
  credentials: Credentials,
  peer: Peer,
): Promise<Context> {
  const found = await identify(credentials, peer).catch((error: Error) => error)
  return {
    chat,
    caller() {
      if (found instanceof Error) throw found
      return found
    },
  }
}
