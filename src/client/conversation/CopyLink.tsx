import { createSignal, onCleanup } from "solid-js"
import { addressOf } from "../base.ts"
import { useChat } from "../chat/context.ts"
import { messagePath } from "../route.ts"
import { Icon } from "../ui/Icon.tsx"
import { words } from "../words/words.ts"

const SHOWN_MS = 2_000

/** Pages that come over plain HTTP may not write to the clipboard: there the address bar has the link. */
export function CopyLink(props: { roomId: number; messageId: number; tabindex: 0 | -1 }) {
  const { route } = useChat()
  const [copied, setCopied] = createSignal(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))

  async function copy() {
    const path = messagePath(props.roomId, props.messageId)
    try {
      await navigator.clipboard.writeText(`${location.origin}${addressOf(path)}`)
    } catch {
      return route.go(path)
    }
    setCopied(true)
    clearTimeout(timer)
    timer = setTimeout(() => setCopied(false), SHOWN_MS)
  }

  return (
    <button
      type="button"
      class="icon-button message-link"
      tabindex={props.tabindex}
      aria-label={words().conversation.copyLink}
      title={copied() ? words().conversation.linkCopied : words().conversation.copyLink}
      onClick={copy}
    >
      <Icon name={copied() ? "done" : "link"} />
    </button>
  )
}
