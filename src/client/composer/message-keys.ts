import { isTouch } from "../ui/pointer.ts"
import type { Completion } from "./completion/completion.ts"
import { typeInto } from "./type-into.ts"

type MessageActions = {
  onSend: () => void
  /** The last unsent message; null when there is none. */
  onTakeBack: () => string | null
}

/** What keys do in the message field: complete, take an unsent message back, send. */
export function createMessageKeys(
  field: () => HTMLTextAreaElement,
  completion: Completion,
  actions: MessageActions,
) {
  function takeBack({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent) {
    const isAsked = key === "ArrowUp" && !(shiftKey || ctrlKey || metaKey || altKey)
    const text = isAsked && field().value === "" ? actions.onTakeBack() : null
    if (text !== null) typeInto(field(), text)
    return text !== null
  }

  function send({ key, shiftKey }: KeyboardEvent) {
    if (key !== "Enter" || shiftKey || isTouch()) return false
    actions.onSend()
    return true
  }

  return (event: KeyboardEvent) => {
    // The Enter that ends an input method's composition chooses a word; Safari reports it by 229 only.
    if (event.isComposing || event.keyCode === 229) return
    if (completion.press(event) || takeBack(event) || send(event)) event.preventDefault()
  }
}
