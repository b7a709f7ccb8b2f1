import { CONTENT_CHARS_MAX } from "../../shared/limits.ts"
import { charsIn } from "../../shared/text.ts"
import { words } from "../words/words.ts"

const NEAR = CONTENT_CHARS_MAX * 0.9

/** The text's length in words, empty while it is far from the limit. */
export function lengthNote(text: string): { note: string; tooLong: boolean } {
  // A text never has more characters than code units.
  if (text.length < NEAR) return { note: "", tooLong: false }
  const chars = charsIn(text)
  if (chars < NEAR) return { note: "", tooLong: false }
  const tooLong = chars > CONTENT_CHARS_MAX
  const { composer } = words()
  const length = composer.length(chars, CONTENT_CHARS_MAX)
  return { note: tooLong ? composer.tooLong(length) : length, tooLong }
}
