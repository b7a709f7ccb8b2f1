/** Finds the addresses in a text. What follows one in the sentence is not part of it. */

const ADDRESS = /\bhttps?:\/\/[^\s<>"“”]+/giu
const BRACKETS = [
  ["(", ")"],
  ["[", "]"],
] as const
const TRAILING = /[.,:;!?'’*_~]+$/u

/** The text in order: odd places are addresses, even ones are what stands between them. */
export function splitAtLinks(text: string): string[] {
  const parts: string[] = []
  let end = 0
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = withoutTail(found)
    if (!URL.canParse(address)) continue
    parts.push(text.slice(end, index), address)
    end = index + address.length
  }
  return [...parts, text.slice(end)]
}

/** A closing bracket belongs to the address only if it was opened there. */
function withoutTail(address: string): string {
  const bare = address.replace(TRAILING, "")
  const closesWhatItLacks = BRACKETS.some(
    ([open, close]) => bare.endsWith(close) && count(bare, close) > count(bare, open),
  )
  return closesWhatItLacks ? withoutTail(bare.slice(0, -1)) : bare
}

const count = (text: string, char: string) => text.split(char).length
