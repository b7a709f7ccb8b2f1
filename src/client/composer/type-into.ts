/** Replaces a part of a field as if it were typed: it can be undone, and fires `input`. */
export function typeInto(field: HTMLTextAreaElement, text: string, part: Part = selected(field)) {
  field.focus()
  field.setSelectionRange(part.start, part.end)
  // Deprecated, but nothing else becomes part of the browser's own undo.
  if (document.execCommand("insertText", false, text)) return
  field.setRangeText(text, part.start, part.end, "end")
  field.dispatchEvent(new InputEvent("input", { bubbles: true }))
}

type Part = { start: number; end: number }

const selected = ({ selectionStart, selectionEnd }: HTMLTextAreaElement): Part => ({
  start: selectionStart,
  end: selectionEnd,
})
