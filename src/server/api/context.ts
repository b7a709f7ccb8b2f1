import type { Peer } from "../admission/peer.ts"
import type { Chat } from "../chat/chat.ts"
import { type Person, personNamed } from "../chat/people.ts"
import type { Connection } from "../chat/presence.ts"

/** Who asks, over what: one for each HTTP request, one for each WebSocket. */
export type Context = {
  chat: Chat
  peer: Peer & Connection
  /** The caller, or null without a name. Throws USERNAME_REQUIRED when the claimed name is not allowed. */
  caller(): Person | null
}

type Asking = Omit<Context, "caller"> & { username: string | undefined }

export function createContext({ username, ...asking }: Asking): Context {
  let who: Person | null = null
  return {
    ...asking,
    caller() {
      if (username !== undefined) who ??= personNamed(username)
      return who
    },
  }
}
