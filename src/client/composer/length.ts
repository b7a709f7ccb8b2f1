import { CONTENT_CHARS_MAX } from "../../shared/limits.ts"
import { charsIn } from "../../shared/text.ts"

const NEAR = CONTENT_CHARS_MAX * 0.9
const number = new Intl.NumberFormat()

/** How long the text is, told only when it matters: near the limit and beyond. */
export function lengthNote(text: string): { words: string; tooLong: boolean } {
  // A text never has more characters than code units.
  if (text.length < NEAR) return { words: "", tooLong: false }
  const chars = charsIn(text)
  if (chars < NEAR) return { words: "", tooLong: false }
  const tooLong = chars > CONTENT_CHARS_MAX
  const words = `${number.format(chars)} of ${number.format(CONTENT_CHARS_MAX)} characters`
  return { words: tooLong ? `Too long to send: ${words}` : words, tooLong }
}
