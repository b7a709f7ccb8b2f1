/** What stands before the caret and can be completed: the text from `start` to `end` gives way to what is chosen. */
export type Quest = { kind: "emoji" | "person"; query: string; start: number; end: number }

/** Neither a time of day nor an address begins a name. */
const SHORTCODE = /(?<![\p{L}\p{N}_:/]):([\p{L}\p{N}_+-]{2,})$/u
const WHOLE_SHORTCODE = /(?<![\p{L}\p{N}_:/]):([\p{L}\p{N}_+-]+):$/u
const PERSON = /(?<![\p{L}\p{N}_.+-])@([^\s@]*)$/u
/** Longer than any name, and short enough to be looked at with every key. */
const REACH = 64

export function questAt(text: string, caret: number): Quest | null {
  const before = text.slice(Math.max(0, caret - REACH), caret)
  return (
    asQuest("emoji", SHORTCODE.exec(before), caret) ?? asQuest("person", PERSON.exec(before), caret)
  )
}

/** The same, once its second colon is written: there is nothing left to choose. */
export const wholeShortcodeAt = (text: string, caret: number): Quest | null =>
  asQuest("emoji", WHOLE_SHORTCODE.exec(text.slice(Math.max(0, caret - REACH), caret)), caret)

function asQuest(kind: Quest["kind"], found: RegExpExecArray | null, end: number): Quest | null {
  if (!found) return null
  const [whole, query = ""] = found
  return { kind, query, start: end - whole.length, end }
}
