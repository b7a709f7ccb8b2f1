import { Show } from "solid-js"
import { useChat } from "../chat/chat.ts"
import { words } from "../words/words.ts"

/** Calm, because chatting goes on. */
export function KeptNotice() {
  const { kept } = useChat()
  return (
    <Show when={kept.trouble()}>
      {(trouble) => <p class="kept-notice">{words().problems.kept[trouble()]}</p>}
    </Show>
  )
}
