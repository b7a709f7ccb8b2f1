/** Content is kept byte for byte, accepted or refused; names are compared by a key that is equal for look-alikes. */

const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\u2800]/gu
const CONTROL = /[\p{Cc}\u2028\u2029]/u
/** Without white space that would be trimmed or collapsed. */
const PLAIN_ASCII = /^[!-~]+(?: [!-~]+)*$/
const BIDI_OVERRIDE = /[\u202a-\u202e\u2066-\u2069]/u

/** In Unicode code points, as in the system we replace. */
export function charsIn(text: string): number {
  let chars = 0
  for (const _ of text) chars++
  return chars
}

export function excerptOf(text: string, chars: number): string {
  let excerpt = ""
  let taken = 0
  // Put together, not sliced: a slice would keep the whole text in memory.
  for (const char of text) {
    if (++taken > chars) return excerpt
    excerpt += char
  }
  return text
}

/** Neither NUL nor a lone surrogate: everything else survives JSON, UTF-8 and SQL unchanged. */
export const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes("\0")

export const isBlank = (text: string): boolean => text.replace(INVISIBLE, "").trim() === ""

/** Control characters and direction overrides let a name pretend to be something else. */
export const isPlainName = (name: string): boolean =>
  !(CONTROL.test(name) || BIDI_OVERRIDE.test(name))

/**
 * NFKC, case folded, invisible characters dropped, white space collapsed. Lower, upper and lower case again, because
 * JavaScript has no case folding and both `ß` and `ẞ` must equal `SS`; but the dotless `ı` is not the `i` it would become.
 */
export function nameKey(name: string): string {
  if (PLAIN_ASCII.test(name)) return name.toLowerCase()
  const parts = name.normalize("NFKC").replace(INVISIBLE, "").toLowerCase().split("ı")
  const folded = parts.map((part) => part.toUpperCase().toLowerCase()).join("ı")
  return folded.normalize("NFKC").trim().replace(/\s+/gu, " ")
}
