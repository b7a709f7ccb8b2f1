import type { Chat } from "../chat/chat.ts"
import { type Person, personNamed } from "../chat/people.ts"
import type { Connection } from "../chat/presence.ts"

/** What the doors know of the wire they answer on. */
export type Wire = Connection & {
  /** False when it is closed, or reads too slowly and is being cut: there is no use in sending more. */
  keepsUp(): boolean
  /** Lets only a few questions at a time be answered, so that what is not read yet does not pile up. */
  inTurn<Answer>(answer: () => Promise<Answer>): Promise<Answer>
}

/** Who asks, over what: one for each HTTP request, one for each WebSocket. */
export type Context = {
  chat: Chat
  wire: Wire
  /** Where it is asked from: what limits without a name count by. */
  address: string
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

/** An HTTP request lives no longer than its answer and is written as fast as it is read. */
export const httpWire = (): Wire => ({
  seenAt: () => Number.POSITIVE_INFINITY,
  keepsUp: () => true,
  inTurn: (answer) => answer(),
})
