import { unsupported } from "./unsupported-errors.ts"

/** As libpq splits them: at white space, where a backslash takes the next character as it is. */
const WORD = /(?:\\.|[^\s\\])+/gs

/** Settings have lower-case names. `rest` is anything else, as for a provider's proxy. Throws an Error for operators. */
export function parseOptions(text: string): { settings: Record<string, string>; rest: string } {
  const words = text.match(WORD) ?? []
  const settings: Record<string, string> = {}
  const rest: string[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string
    const assignment = word === "-c" ? words[++at] : /^(?:-c|--(?=.*=))(.+)$/s.exec(word)?.[1]
    if (word !== "-c" && assignment === undefined) rest.push(word)
    else Object.assign(settings, parseSetting(assignment ?? ""))
  }
  return { settings, rest: rest.join(" ") }
}

function parseSetting(assignment: string) {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(assignment.replace(/\\(.)/gs, "$1")) ?? []
  if (name === undefined) throw unsupported.setsNothing(`-c ${assignment}`)
  return { [name.toLowerCase().replaceAll("-", "_")]: value }
}
