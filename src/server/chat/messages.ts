import type { History, HistoryPage, NewMessage } from "../../shared/schema.ts"
import type { Appended } from "../store/store.ts"
import type { Core } from "./core.ts"
import { refuseHaste } from "./haste.ts"
import type { Person } from "./people.ts"

export function createMessages({ store, gate, lines, typing, sendRate }: Core) {
  return {
    /**
     * Stores a message, then tells the room. Resolves when it is durable; `created` is false for a retry.
     * Rejects with ROOM_NOT_FOUND, CLIENT_ID_CONFLICT, TOO_MANY_MESSAGES, STORE_UNAVAILABLE or SHUTTING_DOWN.
     */
    send: (who: Person, message: NewMessage): Promise<Appended> =>
      gate.pass(async () => {
        refuseHaste(sendRate, who.key, "TOO_MANY_MESSAGES")
        const { username, key: usernameKey } = who
        const appended = await store.append({ ...message, username, usernameKey })
        typing.stop(message.roomId, who)
        if (appended.created)
          lines.announce(message.roomId, { type: "message", ...appended.message })
        return appended
      }),

    /** A page of messages, oldest first, and where the page before it ends. Rejects with ROOM_NOT_FOUND. */
    async history({ limit, ...page }: HistoryPage): Promise<History> {
      const found = await store.history({ ...page, limit: limit + 1 })
      const messages = found.slice(-limit)
      return { messages, nextBefore: found.length > limit ? (messages[0]?.id ?? null) : null }
    },
  }
}
