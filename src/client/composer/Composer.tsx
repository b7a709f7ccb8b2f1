import { createMemo, onCleanup, onMount, Show } from "solid-js"
import { isBlank } from "../../shared/text.ts"
import { useChat } from "../chat.ts"
import { isWriting } from "../ui/focus.ts"
import { Icon } from "../ui/Icon.tsx"
import { isTouch } from "../ui/pointer.ts"
import { words } from "../words/words.ts"
import { createDraft } from "./draft.ts"
import { lengthNote } from "./length.ts"
import { createTypingSign } from "./typing-sign.ts"
import "./composer.css"

type ComposerProps = { roomId: number; roomName: string; onSend: (content: string) => void }

/** A placeholder that is longer than the field cannot be cut off nicely. */
const placeholderIn = (roomName: string) =>
  roomName === "" || roomName.length > 24
    ? words().composer.message
    : words().composer.messageIn(roomName)

export function Composer(props: ComposerProps) {
  const { client, connection, kept } = useChat()
  const { text, write } = createDraft(kept.drafts, props.roomId)
  const length = createMemo(() => lengthNote(text()))
  const typing = createTypingSign(tellTyping)
  let field!: HTMLTextAreaElement

  onMount(() => {
    if (!isTouch() && !isWriting()) field.focus()
  })
  onCleanup(typing.stop)

  function tellTyping(isTyping: boolean) {
    if (connection().status !== "open") return
    // Worth no retry: the sign ends by itself on the other side.
    client.typing.set.mutate({ roomId: props.roomId, isTyping }).catch(() => undefined)
  }

  function send() {
    field.focus()
    if (isBlank(text()) || length().tooLong) return
    typing.forget()
    props.onSend(text())
    write("")
  }

  function sendOnEnter(event: KeyboardEvent) {
    // The Enter that ends an input method's composition chooses a word; Safari tells it by 229 only.
    const isComposing = event.isComposing || event.keyCode === 229
    if (event.key !== "Enter" || event.shiftKey || isComposing || isTouch()) return
    event.preventDefault()
    send()
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <div class="composer-box">
        <textarea
          ref={field}
          class="composer-field"
          aria-label={words().composer.message}
          placeholder={placeholderIn(props.roomName)}
          rows="1"
          dir="auto"
          value={text()}
          enterkeyhint={isTouch() ? "enter" : "send"}
          aria-invalid={length().tooLong}
          onInput={(event) => {
            write(event.currentTarget.value)
            typing.typed(text())
          }}
          onKeyDown={sendOnEnter}
        />
        <button
          type="submit"
          class="button primary send"
          aria-label={words().composer.send}
          title={words().composer.send}
          disabled={isBlank(text()) || length().tooLong}
        >
          <Icon name="send" />
        </button>
      </div>
      <p class="composer-note">
        <Show when={length().tooLong} fallback={length().note}>
          <span class="problem" role="alert">
            {length().note}
          </span>
        </Show>
        <Show when={!length().note && connection().status !== "open"}>
          {words().composer.sentLater}
        </Show>
      </p>
    </form>
  )
}
