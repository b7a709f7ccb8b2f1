import { createMemo, onCleanup, Show } from "solid-js"
import { useChat } from "../chat.ts"
import { Composer } from "../composer/Composer.tsx"
import { People } from "../presence/People.tsx"
import { TypingLine } from "../presence/TypingLine.tsx"
import { Icon } from "../ui/Icon.tsx"
import type { Conversation as ConversationStore } from "./conversation.ts"
import { MessageList } from "./MessageList.tsx"
import { RoomGone } from "./RoomGone.tsx"
import { createReading } from "./reading.ts"
import "./conversation.css"

export function Conversation(props: { conversation: ConversationStore }) {
  const { rooms, route } = useChat()
  const { conversation } = props
  const { live, roomId } = conversation
  const reading = createReading(() => void conversation.loadOlder())

  conversation.follow()
  onCleanup(conversation.leave)

  // Also after the room has gone from the list.
  const name = createMemo<string>((before) => rooms.find(roomId)?.name ?? before, "")

  function send(content: string) {
    conversation.send(content)
    reading.toLatest()
  }

  return (
    <>
      <main class="conversation">
        <div class="conversation-head">
          <button
            type="button"
            class="icon-button"
            aria-label="Back"
            title="Back to the rooms"
            onClick={() => route.go("/")}
          >
            <Icon name="back" />
          </button>
          <h1 dir="auto">{name() || "…"}</h1>
        </div>
        <Show when={!live.deleted} fallback={<RoomGone known={name() !== ""} />}>
          <MessageList conversation={conversation} reading={reading} roomName={name()} />
          <div class="conversation-foot">
            <Show when={conversation.problem()}>
              <p class="problem" role="alert">
                {conversation.problem()}
              </p>
            </Show>
            <TypingLine names={live.typing} />
            <Composer roomId={roomId} roomName={name()} onSend={send} />
          </div>
        </Show>
      </main>
      <People names={live.people} />
    </>
  )
}
