import { Show } from "solid-js"
import { useChat } from "../chat/context.ts"
import { words } from "../words/words.ts"

export function MuteSetting() {
  const { rooms, route, unread } = useChat()
  const text = () => words().unread
  return (
    <Show when={rooms.find(route.roomId())}>
      {(room) => (
        <section class="notifications">
          <p>{unread.isMuted(room()) ? text().mutedHint : text().muteHint}</p>
          <button type="button" class="button" onClick={() => unread.toggleMuted(room())}>
            {unread.isMuted(room()) ? text().unmute(room().name) : text().mute(room().name)}
          </button>
        </section>
      )}
    </Show>
  )
}
