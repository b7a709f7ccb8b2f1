import { Show } from "solid-js"
import { useChat } from "../chat.ts"
import { Logo } from "../ui/Logo.tsx"

/** Beside the rooms on wide screens, while none is open. */
export function NoRoom() {
  const { rooms } = useChat()
  return (
    <main class="no-room">
      <Logo class="no-room-logo" />
      <Show
        when={rooms.list()?.length === 0}
        fallback={<p class="no-room-title">Choose a room to start talking</p>}
      >
        <p class="no-room-title">It is quiet here</p>
        <p>Create the first room and share its link.</p>
      </Show>
    </main>
  )
}
