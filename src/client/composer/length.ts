import { CONTENT_CHARS_MAX } from "../../shared/limits.ts"
import { charsIn } from "../../shared/text.ts"

const NEAR = CONTENT_CHARS_MAX * 0.9
const number = new Intl.NumberFormat()

/** How long the text is, told only when it matters: near the limit and beyond. */
export function lengthNote(text: string): { words: string; tooLong: boolean } {
  // A text never has more characters than code units.
  if (text.length < NEAR) return { words: "", tooLong: false }
  const chars = charsIn(text)
  const over = chars - CONTENT_CHARS_MAX
  if (over > 0)
    return { words: `${number.format(over)} characters too many to send`, tooLong: true }
  const words = `${number.format(chars)} of ${number.format(CONTENT_CHARS_MAX)} characters`
  return { words: chars < NEAR ? "" : words, tooLong: false }
}
