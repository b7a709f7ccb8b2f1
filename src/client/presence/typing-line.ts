/** Who is typing, as one sentence; empty when nobody is. */
export function typingLine(names: string[]): string {
  const [first, second] = names
  if (names.length > 2) return "Several people are typing…"
  if (second !== undefined) return `${first} and ${second} are typing…`
  return first === undefined ? "" : `${first} is typing…`
}
