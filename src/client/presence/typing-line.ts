import { words } from "../words/words.ts"

/** Who is typing, as one sentence; empty when nobody is. */
export function typingLine(names: string[]): string {
  const { oneTyping, twoTyping, manyTyping } = words().presence
  const [first, second] = names
  if (names.length > 2) return manyTyping
  if (first === undefined) return ""
  return second === undefined ? oneTyping(first) : twoTyping(first, second)
}
