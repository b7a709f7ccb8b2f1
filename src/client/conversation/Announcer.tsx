import { type Accessor, For } from "solid-js"
import type { Message } from "../../shared/schema.ts"
import { useChat } from "../chat/chat.ts"
import { createAnnouncing } from "./live-region.ts"

export function Announcer(props: { told: Accessor<Message[]> }) {
  const { username } = useChat()
  const announced = createAnnouncing(() => props.told(), username)
  return (
    <div class="announcer" aria-live="polite">
      <For each={announced()}>{(line) => <p>{line}</p>}</For>
    </div>
  )
}
