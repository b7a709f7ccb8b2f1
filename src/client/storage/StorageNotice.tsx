import { Show } from "solid-js"
import { useChat } from "../chat/context.ts"
import { words } from "../words/words.ts"

/** No alert: chatting goes on. */
export function StorageNotice() {
  const { storage } = useChat()
  return (
    <Show when={storage.problem()}>
      {(problem) => <p class="kept-notice">{words().problems.kept[problem()]}</p>}
    </Show>
  )
}
