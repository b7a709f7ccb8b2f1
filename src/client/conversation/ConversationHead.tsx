import { onMount, Show } from "solid-js"
import { useChat } from "../chat/context.ts"
import type { Finding } from "../finding/finding.ts"
import { Icon } from "../ui/Icon.tsx"
import { isTouch } from "../ui/pointer.ts"
import { words } from "../words/words.ts"

type ConversationHeadProps = { name: string; deleted: boolean; finding: Finding }

export function ConversationHead(props: ConversationHeadProps) {
  const { route } = useChat()
  let heading!: HTMLHeadingElement
  onMount(() => {
    // Elsewhere the composer takes the focus; here that would open the keyboard.
    if (isTouch()) heading.focus()
  })

  return (
    <div class="conversation-head">
      <button
        type="button"
        class="icon-button"
        aria-label={words().conversation.back}
        title={words().conversation.backToRooms}
        onClick={() => route.go("/")}
      >
        <Icon name="back" />
      </button>
      <h1 ref={heading} dir="auto" tabindex="-1" title={props.name}>
        {props.name || (props.deleted ? words().conversation.unknownRoom : "…")}
      </h1>
      <Show when={!props.deleted}>
        <button
          type="button"
          class="icon-button find-button"
          aria-label={words().finding.title}
          title={words().finding.title}
          aria-expanded={props.finding.isOpen()}
          onClick={props.finding.open}
        >
          <Icon name="search" />
        </button>
      </Show>
    </div>
  )
}
