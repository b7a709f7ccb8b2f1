import { createMemo, For } from "solid-js"
import { nameKey } from "../../shared/text.ts"
import { useChat } from "../chat/context.ts"
import { Avatar } from "../ui/Avatar.tsx"
import { byName } from "../ui/by-name.ts"
import { words } from "../words/words.ts"
import "./presence.css"

export function People(props: { names: string[] }) {
  const { username, connection } = useChat()
  const names = createMemo(() => props.names.toSorted(byName))
  const isMe = (name: string) => nameKey(name) === nameKey(username)

  return (
    <aside
      class="people"
      aria-label={words().presence.online}
      classList={{ stale: connection().status !== "open" }}
    >
      <h2>{words().presence.online}</h2>
      {/* It scrolls: the keyboard can get there, too. */}
      <ul tabindex="0" aria-label={words().presence.online}>
        <For each={names()}>
          {(name) => (
            <li class="person" data-you={isMe(name) ? words().presence.you : undefined}>
              <Avatar name={name} me={isMe(name)} />
              <bdi>{name}</bdi>
            </li>
          )}
        </For>
      </ul>
    </aside>
  )
}
