/** Everything one person's chat is made of, and how the parts of the screen get at it. */
import { createContext, useContext } from "solid-js"
import { nameKey } from "../../shared/text.ts"
import { createApi } from "../api.ts"
import { ownName } from "../base.ts"
import { createConversations } from "../conversation/conversation.ts"
import { rememberRooms } from "../offline/cache-rooms.ts"
import { createOutbox } from "../outbox/outbox.ts"
import { createTabs } from "../outbox/tab-lock.ts"
import { createRooms } from "../rooms/rooms.ts"
import { createRoute } from "../route.ts"
import type { Session } from "../session/session.ts"
import { createShortcuts } from "../shortcuts/shortcuts.ts"
import { createKept } from "../storage/storage.ts"
import { createMuting } from "../unread/muting.ts"
import { createUnread } from "../unread/unread.ts"

export function createChat(session: Session, username: string) {
  const api = createApi(username)
  const route = createRoute()
  const rooms = createRooms(api)
  const kept = createKept(username)
  rememberRooms(rooms, kept.lastSeen, api.connection)
  const tabs = createTabs(ownName(`confab.outbox.${nameKey(username)}`))
  const outbox = createOutbox(api, { shelf: kept.outbox, tabs })
  const unread = createUnread(api, {
    ...{ rooms, kept: kept.readMarks },
    muting: createMuting(kept.muted, nameKey(username)),
  })
  return {
    ...api,
    session,
    route,
    rooms,
    kept,
    unread,
    shortcuts: createShortcuts({ route, rooms, unread }),
    conversationIn: createConversations(api, outbox),
  }
}

export const ChatContext = createContext<ReturnType<typeof createChat>>()

export function useChat() {
  const chat = useContext(ChatContext)
  if (!chat) throw new Error("there is no chat outside a session")
  return chat
}
