/** What is before the caret and can be completed: the text from `start` to `end` is replaced by what is chosen. */
export type CompletionQuery = {
  kind: "emoji" | "person"
  query: string
  start: number
  end: number
}

/** Neither a time of day nor an address begins a name. */
const SHORTCODE = /(?<![\p{L}\p{N}_:/]):([\p{L}\p{N}_+-]{2,})$/u
const WHOLE_SHORTCODE = /(?<![\p{L}\p{N}_:/]):([\p{L}\p{N}_+-]+):$/u
const PERSON = /(?<![\p{L}\p{N}_.+-])@([^\s@]*)$/u
/** Longer than any name, and short enough to be searched with every key. */
const LOOKBEHIND_CHARS = 64

export function completionQueryAt(text: string, caret: number): CompletionQuery | null {
  const before = textBefore(text, caret)
  return (
    asQuery("emoji", SHORTCODE.exec(before), caret) ?? asQuery("person", PERSON.exec(before), caret)
  )
}

/** A shortcode whose second colon is written: there is nothing left to choose. */
export const wholeShortcodeAt = (text: string, caret: number): CompletionQuery | null =>
  asQuery("emoji", WHOLE_SHORTCODE.exec(textBefore(text, caret)), caret)

const textBefore = (text: string, caret: number) =>
  text.slice(Math.max(0, caret - LOOKBEHIND_CHARS), caret)

function asQuery(
  kind: CompletionQuery["kind"],
  found: RegExpExecArray | null,
  end: number,
): CompletionQuery | null {
  if (!found) return null
  const [whole, query = ""] = found
  return { kind, query, start: end - whole.length, end }
}
