import { createMemo, onCleanup, onMount, Show } from "solid-js"
import { isBlank } from "../../shared/text.ts"
import { useChat } from "../chat/context.ts"
import type { Conversation } from "../conversation/conversation.ts"
import { isWriting } from "../ui/focus.ts"
import { Icon } from "../ui/Icon.tsx"
import { isTouch } from "../ui/pointer.ts"
import { words } from "../words/words.ts"
import { createDraft } from "./draft.ts"
import { EmojiButton } from "./emoji/EmojiButton.tsx"
import { lengthNote } from "./length.ts"
import { MessageField } from "./MessageField.tsx"
import { typeInto } from "./type-into.ts"
import { createTypingSign } from "./typing-sign.ts"
import "./composer.css"

type ComposerProps = {
  conversation: Conversation
  roomName: string
  people: string[]
  /** Resolves once the message is safe. */
  onSend: (content: string) => Promise<void>
}

/** A placeholder that is longer than the field cannot be cut off nicely. */
const placeholderIn = (roomName: string) =>
  roomName === "" || roomName.length > 24
    ? words().composer.message
    : words().composer.messageIn(roomName)

export function Composer(props: ComposerProps) {
  const { client, connection, storage } = useChat()
  const { roomId } = props.conversation
  const draft = createDraft(storage.drafts, roomId)
  const length = createMemo(() => lengthNote(draft.text()))
  const typing = createTypingSign(tellTyping)
  let field!: HTMLTextAreaElement

  onMount(() => {
    if (!isTouch() && !isWriting()) field.focus()
  })
  onCleanup(typing.stop)

  function tellTyping(isTyping: boolean) {
    if (connection().status !== "open") return
    // Worth no retry: the sign ends by itself on the other side.
    client.typing.set.mutate({ roomId, isTyping }).catch(() => undefined)
  }

  const canSend = () => !(isBlank(draft.text()) || length().tooLong)

  function send() {
    field.focus()
    if (!canSend()) return
    typing.forget()
    void draft.sent(props.onSend(draft.text()))
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
        <EmojiButton onChoose={(sign) => typeInto(field, sign)} onClose={() => field.focus()} />
        <MessageField
          ref={(element) => {
            field = element
          }}
          text={draft.text()}
          placeholder={placeholderIn(props.roomName)}
          invalid={length().tooLong}
          people={props.people}
          onWrite={(text) => {
            draft.write(text)
            typing.typed(text)
          }}
          onSend={send}
          onTakeBack={props.conversation.takeBack}
        />
        <button
          type="submit"
          class="button primary send"
          aria-label={words().composer.send}
          title={words().composer.send}
          disabled={!canSend()}
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
          <span class="composer-later">{words().composer.sentLater}</span>
        </Show>
      </p>
    </form>
  )
}
