import { createResource, createSignal, Show } from "solid-js"
import { useChat } from "../chat/context.ts"
import { Link } from "../ui/Link.tsx"
import { words } from "../words/words.ts"

export function RoomUnavailable(props: { roomId: number; known: boolean }) {
  const { storage } = useChat()
  const [draft] = createResource(() => storage.drafts.get(props.roomId))

  return (
    <div class="room-gone">
      <div role="alert">
        <p class="room-gone-title">
          {props.known ? words().conversation.deleted : words().conversation.unknown}
        </p>
        <p>{props.known ? words().conversation.deletedHint : words().conversation.unknownHint}</p>
      </div>
      <Show when={draft()}>{(text) => <LeftDraft text={text()} />}</Show>
      <Link to="/" class="button">
        {words().conversation.seeRooms}
      </Link>
    </div>
  )
}

function LeftDraft(props: { text: string }) {
  const [copied, setCopied] = createSignal(false)
  let field!: HTMLTextAreaElement

  async function copy() {
    field.select()
    try {
      await navigator.clipboard.writeText(props.text)
      setCopied(true)
    } catch {
      // Refused over plain HTTP: the text is selected for the keyboard.
      field.focus()
    }
  }

  return (
    <div class="left-draft">
      <textarea
        ref={field}
        class="field"
        aria-label={words().conversation.deletedDraft}
        rows="3"
        dir="auto"
        readonly
        value={props.text}
      />
      <button type="button" class="button" onClick={copy}>
        {copied() ? words().conversation.copied : words().conversation.copy}
      </button>
    </div>
  )
}
