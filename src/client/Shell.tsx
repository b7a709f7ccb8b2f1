import { Show } from "solid-js"
import { createChat } from "./chat/chat.ts"
import { ChatContext } from "./chat/context.ts"
import { Conversation } from "./conversation/Conversation.tsx"
import { NoRoom } from "./conversation/NoRoom.tsx"
import { UpdateOffer } from "./offline/UpdateOffer.tsx"
import { Rooms } from "./rooms/Rooms.tsx"
import { ConnectionStatus } from "./session/ConnectionStatus.tsx"
import { createConnectionStatus } from "./session/connection-status.ts"
import type { Session } from "./session/session.ts"
import { Shortcuts } from "./shortcuts/Shortcuts.tsx"
import { SkipLink } from "./shortcuts/SkipLink.tsx"
import { createNotifications } from "./unread/notifications.ts"
import { createTabBadge } from "./unread/tab-badge.ts"
import "./ui/shell.css"

/** Rooms, conversation, people; small screens show one of them at a time. */
export function Shell(props: { session: Session; username: string }) {
  const chat = createChat(props.session, props.username)
  const { roomId } = chat.route
  const connection = createConnectionStatus(chat.connection)

  createTabBadge({ total: chat.unread.total, roomName: () => chat.rooms.find(roomId())?.name })
  createNotifications({ unread: chat.unread, rooms: chat.rooms, go: chat.route.go })

  return (
    <ChatContext.Provider value={chat}>
      {/* Classes rather than `:has`, which every new message would have the browser evaluate again. */}
      <div
        class="shell"
        classList={{ "in-room": roomId() !== null }}
        data-status={connection.status()}
      >
        <Show when={chat.rooms.find(roomId())}>
          <SkipLink />
        </Show>
        <Rooms />
        <ConnectionStatus known={connection} />
        <Show when={roomId()} keyed fallback={<NoRoom />}>
          {(id) => <Conversation conversation={chat.conversationIn(id)} />}
        </Show>
        <Shortcuts />
      </div>
      <UpdateOffer />
    </ChatContext.Provider>
  )
}
