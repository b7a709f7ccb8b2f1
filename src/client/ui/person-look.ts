/** A person's initials and colour, the same everywhere. */
import { nameKey } from "../../shared/text.ts"

const TONES = 10
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" })

export function toneOf(name: string): number {
  let hash = 2_166_136_261
  for (const char of nameKey(name)) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16_777_619)
  return (hash >>> 8) % TONES
}

export function initialsOf(name: string): string {
  const words = name.split(/[\s._-]+/u).filter(Boolean)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0] ?? name]
  return ends
    .map((word = "") => firstGrapheme(word))
    .join("")
    .toLocaleUpperCase()
}

const firstGrapheme = (word: string) =>
  graphemes.segment(word)[Symbol.iterator]().next().value?.segment ?? ""
