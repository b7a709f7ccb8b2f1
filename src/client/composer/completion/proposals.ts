/** What `:smi` or `@an` may mean. */
import { nameKey } from "../../../shared/text.ts"
import type { Emoji } from "../emoji/emoji.ts"
import { findEmoji } from "../emoji/find.ts"
import type { CompletionQuery } from "./completion-query.ts"

const PROPOSALS_MAX = 8

/** `sign` is shown before the name; `text` is what is written when it is chosen. */
export type Proposal = { kind: CompletionQuery["kind"]; sign: string; name: string; text: string }

type Candidates = { people: () => string[]; emoji: () => Emoji[] }

export function proposalsFor(query: CompletionQuery | null, candidates: Candidates): Proposal[] {
  if (!query) return []
  if (query.kind === "person") return peopleCalled(candidates.people(), query.query).map(asPerson)
  return findEmoji(candidates.emoji(), query.query, PROPOSALS_MAX).map(asEmoji)
}

/** By the beginning of the name or of a part of it. */
function peopleCalled(names: string[], query: string): string[] {
  const wanted = ` ${nameKey(query)}`
  return names.filter((name) => ` ${nameKey(name)}`.includes(wanted)).slice(0, PROPOSALS_MAX)
}

const asPerson = (name: string): Proposal => ({
  kind: "person",
  sign: "@",
  name,
  text: `@${name}`,
})

export const asEmoji = ({ sign, label, codes: [code] }: Emoji): Proposal => ({
  kind: "emoji",
  sign,
  name: code === undefined ? label : `:${code}:`,
  text: sign,
})
