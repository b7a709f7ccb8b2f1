import { createMemo, createUniqueId } from "solid-js"
import { nameKey } from "../../shared/text.ts"
import { useChat } from "../chat/context.ts"
import { isTouch } from "../ui/pointer.ts"
import { words } from "../words/words.ts"
import { createCompletion } from "./completion/completion.ts"
import { Proposals, proposalId } from "./completion/Proposals.tsx"
import { createGrowing } from "./growing.ts"
import { createMessageKeys } from "./message-keys.ts"
import { typeInto } from "./type-into.ts"

type MessageFieldProps = {
  ref: (field: HTMLTextAreaElement) => void
  text: string
  placeholder: string
  invalid: boolean
  people: string[]
  onWrite: (text: string) => void
  onSend: () => void
  /** The last unsent message; null when there is none. */
  onTakeBack: () => string | null
}

export function MessageField(props: MessageFieldProps) {
  const { username } = useChat()
  const listId = createUniqueId()
  const others = createMemo(() =>
    props.people.filter((name) => nameKey(name) !== nameKey(username)),
  )
  const completion = createCompletion({
    people: others,
    write: (text, start, end) => typeInto(field, text, { start, end }),
  })
  let field!: HTMLTextAreaElement
  createGrowing({ field: () => field, text: () => props.text })

  const isProposing = () => completion.proposals().length > 0

  const press = createMessageKeys(() => field, completion, props)

  return (
    <>
      <Proposals id={listId} completion={completion} />
      <textarea
        ref={(element) => {
          field = element
          props.ref(element)
        }}
        class="composer-field"
        aria-label={words().composer.message}
        placeholder={props.placeholder}
        rows="1"
        dir="auto"
        value={props.text}
        enterkeyhint={isTouch() ? "enter" : "send"}
        aria-invalid={props.invalid}
        aria-autocomplete="list"
        aria-controls={isProposing() ? listId : undefined}
        aria-activedescendant={isProposing() ? proposalId(listId, completion.chosen()) : undefined}
        onInput={(event) => {
          props.onWrite(field.value)
          if (!event.isComposing) completion.look(field)
        }}
        onCompositionEnd={() => completion.look(field)}
        onKeyDown={press}
        onClick={() => completion.look(field)}
        onBlur={completion.close}
      />
    </>
  )
}
