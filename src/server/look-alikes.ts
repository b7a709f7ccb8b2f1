/**
 * Variables of the environment that are no setting of ours and look as if they were meant to be one, which is not set.
 * Most of an environment is for others, so only whole names are compared, and short ones, as PORT, not at all.
 */
export type LookAlike = { name: string; meant: string }

const NAME_CHARS_MIN = 7

/** Words that others use for ours. */
const SYNONYMS: Record<string, string> = {
  ...{ DB: "DATABASE", POSTGRE: "DATABASE", POSTGRESQL: "DATABASE", PG: "DATABASE" },
  ...{ URI: "URL", DSN: "URL", VALKEY: "REDI" },
  ...{ TRUSTED: "TRUST", LOGGING: "LOG", LIMITER: "LIMIT", LIMITING: "LIMIT" },
  ...{ ALLOW: "COR", ALLOWED: "COR", ALLOWLIST: "ORIGIN" },
}

/** `known` are the names of all settings. Nothing is said about one that is there, be it empty, or about an empty stray. */
export function lookAlikesIn(environment: NodeJS.ProcessEnv, known: string[]): LookAlike[] {
  const missing = known.filter(
    (name) => joined(name).length >= NAME_CHARS_MIN && environment[name] === undefined,
  )
  const others = Object.keys(environment).filter(
    (name) => environment[name] && !known.includes(name),
  )
  return others.flatMap((name) => {
    const meant =
      missing.find((one) => isOneSlipApart(joined(name), joined(one))) ??
      missing.find((one) => meaning(name) === meaning(one))
    return meant ? [{ name, meant }] : []
  })
}

/** In the singular and in capitals. */
const wordsOf = (name: string) =>
  name
    .toUpperCase()
    .split("_")
    .map((word) => word.replace(/IES$/, "Y").replace(/S$/, ""))

const joined = (name: string) => wordsOf(name).join("")

const meaning = (name: string) =>
  [...new Set(wordsOf(name).map((word) => SYNONYMS[word] ?? word))]
    .filter((word) => word !== "CONFAB")
    .sort()
    .join(" ")

/** Equal, or but for one letter that is missing, added, another, or in its neighbour's place. */
function isOneSlipApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  const [restA, restB] = [a.slice(at), b.slice(at)]
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA.slice(0, 2) === [...restB.slice(0, 2)].reverse().join("") &&
      restA.slice(2) === restB.slice(2))
  )
}
