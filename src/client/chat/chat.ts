import { createApi } from "../api.ts"
import { ownName } from "../base.ts"
import { createConversations } from "../conversation/conversation.ts"
import { cacheRooms } from "../offline/cache-rooms.ts"
import { Outbox } from "../outbox/outbox.ts"
import { createTabLock } from "../outbox/tab-lock.ts"
import { createRooms } from "../rooms/rooms.ts"
import { createRoute } from "../route.ts"
import type { Session } from "../session/session.ts"
import { createShortcuts } from "../shortcuts/shortcuts.ts"
import { createStorage } from "../storage/storage.ts"
import { createMuting } from "../unread/muting.ts"
import { createUnread } from "../unread/unread.ts"
import type { Chat } from "./context.ts"

/** Wires one person's chat, for as long as the caller's scope lives. */
export function createChat(session: Session, username: string): Chat {
  const api = createApi(username)
  const route = createRoute()
  const rooms = createRooms(api)
  const storage = createStorage(api.personId)
  cacheRooms(rooms, storage.roomCache, api.connection)
  const outbox = new Outbox(api, {
    store: storage.outbox,
    tabLock: createTabLock(ownName(`confab.outbox.${api.personId}`)),
  })
  const unread = createUnread(api, {
    ...{ rooms, readMarks: storage.readMarks },
    muting: createMuting(storage.muted, api.personId),
  })
  return {
    ...api,
    session,
    route,
    rooms,
    storage,
    unread,
    shortcuts: createShortcuts({ route, rooms, unread }),
    conversationIn: createConversations(api, outbox),
  }
}
