import { createEffect, Show } from "solid-js"
import { ChatContext, createChat } from "./chat.ts"
import { Conversation } from "./conversation/Conversation.tsx"
import { NoRoom } from "./conversation/NoRoom.tsx"
import { UpdateOffer } from "./offline/UpdateOffer.tsx"
import { Rooms } from "./rooms/Rooms.tsx"
import { ConnectionStatus } from "./session/ConnectionStatus.tsx"
import type { Session } from "./session/session.ts"
import "./ui/shell.css"

/** The frame: rooms, conversation, people. Small screens show one of them at a time. */
export function Shell(props: { session: Session; username: string }) {
  const chat = createChat(props.session, props.username)
  const { roomId } = chat.route

  createEffect(() => {
    const name = chat.rooms.find(roomId())?.name
    document.title = name === undefined ? "Confab" : `${name} · Confab`
  })

  return (
    <ChatContext.Provider value={chat}>
      <div class="shell" classList={{ "in-room": roomId() !== null }}>
        <Rooms />
        <ConnectionStatus />
        <Show when={roomId()} keyed fallback={<NoRoom />}>
          {(id) => <Conversation conversation={chat.conversationIn(id)} />}
        </Show>
      </div>
      <UpdateOffer />
    </ChatContext.Provider>
  )
}
