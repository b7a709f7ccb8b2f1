export type Misspelling = { name: string; meant: string }

/** Shorter names, as PORT, are too often meant for other programs. */
const NAME_CHARS_MIN = 7

const SYNONYMS: Record<string, string> = {
  ...{ DB: "DATABASE", POSTGRE: "DATABASE", POSTGRESQL: "DATABASE", PG: "DATABASE" },
  ...{ URI: "URL", DSN: "URL", VALKEY: "REDI" },
  ...{ TRUSTED: "TRUST", LOGGING: "LOG", LIMITER: "LIMIT", LIMITING: "LIMIT" },
  ...{ ALLOW: "COR", ALLOWED: "COR", ALLOWLIST: "ORIGIN" },
}

export function findMisspellings(environment: NodeJS.ProcessEnv, known: string[]): Misspelling[] {
  const missing = known.filter(
    (name) => joined(name).length >= NAME_CHARS_MIN && environment[name] === undefined,
  )
  const others = Object.keys(environment).filter(
    (name) => environment[name] && !known.includes(name),
  )
  return others.flatMap((name) => {
    const meant =
      missing.find((one) => isOneTypoApart(joined(name), joined(one))) ??
      missing.find((one) => meaningOf(name) === meaningOf(one))
    return meant ? [{ name, meant }] : []
  })
}

const wordsOf = (name: string) =>
  name
    .toUpperCase()
    .split("_")
    .map((word) => word.replace(/IES$/, "Y").replace(/S$/, ""))

const joined = (name: string) => wordsOf(name).join("")

const meaningOf = (name: string) =>
  [...new Set(wordsOf(name).map((word) => SYNONYMS[word] ?? word))]
    .filter((word) => word !== "CONFAB")
    .sort()
    .join(" ")

/** Equal, or but for one letter that is missing, added, replaced, or swapped with its neighbour. */
function isOneTypoApart(a: string, b: string): boolean {
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
