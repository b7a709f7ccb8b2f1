import { createContext, useContext } from "solid-js"
import type { Api } from "../api.ts"
import type { Conversation } from "../conversation/conversation.ts"
import type { Rooms } from "../rooms/rooms.ts"
import type { Route } from "../route.ts"
import type { Session } from "../session/session.ts"
import type { createShortcuts } from "../shortcuts/shortcuts.ts"
import type { PersonStorage } from "../storage/storage.ts"
import type { Unread } from "../unread/unread.ts"

export type Chat = Api & {
  session: Session
  route: Route
  rooms: Rooms
  storage: PersonStorage
  unread: Unread
  shortcuts: ReturnType<typeof createShortcuts>
  conversationIn: (roomId: number) => Conversation
}

export const ChatContext = createContext<Chat>()

export function useChat(): Chat {
  const chat = useContext(ChatContext)
  if (!chat) throw new Error("there is no chat outside a session")
  return chat
}
