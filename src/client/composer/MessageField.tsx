import { createMemo, createUniqueId } from "solid-js"
import { nameKey } from "../../shared/text.ts"
import { useChat } from "../chat/context.ts"
import { isTouch } from "../ui/pointer.ts"
import { words } from "../words/words.ts"
import { createCompletion } from "./completion/completion.ts"
import { Proposals, proposalId } from "./completion/Proposals.tsx"
import { createGrowing } from "./growing.ts"
import { typeInto } from "./type-into.ts"

type MessageFieldProps = {
  ref: (field: HTMLTextAreaElement) => void
  text: string
  placeholder: string
  invalid: boolean
  people: string[]
  onWrite: (text: string) => void
  onSend: () => void
  /** What was not sent, to be written anew; null when there is none. */
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

  function press(event: KeyboardEvent) {
    // The Enter that ends an input method's composition chooses a word; Safari tells it by 229 only.
    if (event.isComposing || event.keyCode === 229) return
    if (completion.press(event) || takeBack(event) || send(event)) event.preventDefault()
  }

  function takeBack({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent) {
    const isAsked = key === "ArrowUp" && !(shiftKey || ctrlKey || metaKey || altKey)
    const text = isAsked && field.value === "" ? props.onTakeBack() : null
    if (text !== null) typeInto(field, text)
    return text !== null
  }

  function send({ key, shiftKey }: KeyboardEvent) {
    if (key !== "Enter" || shiftKey || isTouch()) return false
    props.onSend()
    return true
  }

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
