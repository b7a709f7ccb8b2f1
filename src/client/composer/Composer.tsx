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

/** Long names would be cut off. */
const placeholderIn = (roomName: string) =>
  roomName === "" || roomName.length > 24
    ? words().composer.message
    : words().composer.messageIn(roomName)

type Server = Pick<ReturnType<typeof useChat>, "client" | "connection">

const typingIn =
  (roomId: number, { client, connection }: Server) =>
  (isTyping: boolean) => {
    if (connection().status !== "open") return
    // No retry: a typing sign expires by itself.
    client.typing.set.mutate({ roomId, isTyping }).catch(() => undefined)
  }

export function Composer(props: ComposerProps) {
  const chat = useChat()
  const { roomId } = props.conversation
  const draft = createDraft(chat.storage.drafts, roomId)
  const length = createMemo(() => lengthNote(draft.text()))
  const typing = createTypingSign(typingIn(roomId, chat))
  let field!: HTMLTextAreaElement

  onMount(() => {
    if (!isTouch() && !isWriting()) field.focus()
  })
  onCleanup(typing.stop)

  const canSend = () => !(isBlank(draft.text()) || length().tooLong)

  function send(event?: SubmitEvent) {
    event?.preventDefault()
    field.focus()
    if (!canSend()) return
    typing.forget()
    void draft.sent(props.onSend(draft.text()))
  }

  return (
    <form class="composer" onSubmit={send}>
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
          onSend={() => send()}
          onTakeBack={props.conversation.takeBack}
        />
        <SendButton disabled={!canSend()} />
      </div>
      <ComposerNote length={length()} isOffline={chat.connection().status !== "open"} />
    </form>
  )
}

function SendButton(props: { disabled: boolean }) {
  return (
    <button
      type="submit"
      class="button primary send"
      aria-label={words().composer.send}
      title={words().composer.send}
      disabled={props.disabled}
    >
      <Icon name="send" />
    </button>
  )
}

type ComposerNoteProps = { length: ReturnType<typeof lengthNote>; isOffline: boolean }

function ComposerNote(props: ComposerNoteProps) {
  return (
    <p class="composer-note">
      <Show when={props.length.tooLong} fallback={props.length.note}>
        <span class="problem" role="alert">
          {props.length.note}
        </span>
      </Show>
      <Show when={!props.length.note && props.isOffline}>
        <span class="composer-later">{words().composer.sentLater}</span>
      </Show>
    </p>
  )
}
