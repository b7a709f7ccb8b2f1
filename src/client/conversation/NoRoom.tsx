import { Show } from "solid-js"
import { useChat } from "../chat/context.ts"
import { Logo } from "../ui/Logo.tsx"
import { words } from "../words/words.ts"

/** Beside the rooms on wide screens, while none is open. */
export function NoRoom() {
  const { rooms } = useChat()
  return (
    <main class="no-room">
      <Logo class="no-room-logo" />
      <Show
        when={rooms.list()?.length === 0}
        fallback={<p class="no-room-title">{words().conversation.chooseRoom}</p>}
      >
        <p class="no-room-title">{words().conversation.quiet}</p>
        <p>{words().conversation.quietHint}</p>
      </Show>
    </main>
  )
}
