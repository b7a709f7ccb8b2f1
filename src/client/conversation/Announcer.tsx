import { type Accessor, For } from "solid-js"
import type { Message } from "../../shared/schema.ts"
import { useChat } from "../chat/context.ts"
import { createLiveRegion } from "./live-region.ts"

export function Announcer(props: { newMessages: Accessor<Message[]> }) {
  const { username } = useChat()
  const announced = createLiveRegion(() => props.newMessages(), username)
  return (
    <div class="announcer" aria-live="polite">
      <For each={announced()}>{(text) => <p>{text}</p>}</For>
    </div>
  )
}
