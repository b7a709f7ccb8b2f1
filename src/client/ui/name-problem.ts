import { charsIn, isBlank, isPlainName, isStorable } from "../../shared/text.ts"

/** Why the server would refuse this name, in words; empty when it would not. */
export function nameProblem(name: string, charsMax: number): string {
  if (isBlank(name)) return "Please enter a name."
  if (!(isStorable(name) && isPlainName(name)))
    return "A name cannot contain control or direction characters."
  const over = charsIn(name.trim()) - charsMax
  return over > 0 ? `That is ${over} too many: a name has at most ${charsMax} characters.` : ""
}
