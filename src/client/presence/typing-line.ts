import { words } from "../words/words.ts"

/** The people who are typing, as one sentence in parts, each name as `show` returns it; empty without any. */
export function typingLine<T>(names: string[], show: (name: string) => T): (string | T)[] {
  const { oneTyping, twoTyping, manyTyping } = words().presence
  const [first, second] = names
  if (names.length > 2) return [manyTyping]
  if (first === undefined) return []
  return second === undefined ? oneTyping(show(first)) : twoTyping(show(first), show(second))
}
