import { Show } from "solid-js"
import { Composer } from "../composer/Composer.tsx"
import { OfflineNote } from "../offline/OfflineNote.tsx"
import { TypingLine } from "../presence/TypingLine.tsx"
import type { Conversation } from "./conversation.ts"

type ConversationFootProps = {
  conversation: Conversation
  roomName: string
  people: string[]
  typing: string[]
  onSend: (content: string) => Promise<void>
}

export function ConversationFoot(props: ConversationFootProps) {
  return (
    <div class="conversation-foot">
      <Show when={props.conversation.problem()}>
        <p class="problem" role="alert">
          {props.conversation.problem()}
        </p>
      </Show>
      <OfflineNote conversation={props.conversation} />
      <TypingLine names={props.typing} />
      <Composer
        conversation={props.conversation}
        roomName={props.roomName}
        people={props.people}
        onSend={props.onSend}
      />
    </div>
  )
}
