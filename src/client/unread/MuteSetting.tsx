import { Show } from "solid-js"
import { useChat } from "../chat/chat.ts"
import { words } from "../words/words.ts"

/** For the room somebody is in. */
export function MuteSetting() {
  const { rooms, route, unread } = useChat()
  const said = () => words().unread
  return (
    <Show when={rooms.find(route.roomId())}>
      {(room) => (
        <section class="notifications">
          <p>{unread.isMuted(room()) ? said().mutedHint : said().muteHint}</p>
          <button type="button" class="button" onClick={() => unread.toggleMuted(room())}>
            {unread.isMuted(room()) ? said().unmute(room().name) : said().mute(room().name)}
          </button>
        </section>
      )}
    </Show>
  )
}
