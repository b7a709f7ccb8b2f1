import { charsIn, isBlank, isPlainName, isStorable } from "../../shared/text.ts"
import { words } from "../words/words.ts"

/** Why the server would refuse this name, in words; empty when it would not. */
export function nameProblem(name: string, charsMax: number): string {
  const { problems } = words()
  if (isBlank(name)) return problems.noName
  if (!(isStorable(name) && isPlainName(name))) return problems.notPlain
  const over = charsIn(name.trim()) - charsMax
  return over > 0 ? problems.nameTooLong(over, charsMax) : ""
}
