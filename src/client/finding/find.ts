/** Finds a text in a room's loaded messages. Rooms are long: only entries added at the end are searched again. */
import { isContinued } from "../conversation/rows.ts"
import type { Entry } from "../room/state.ts"

/** `seqs`: of the messages with the text, in order. */
export type Found = { query: string; entries: Entry[]; seqs: number[] }

export const foundNothing = (): Found => ({ query: "", entries: [], seqs: [] })

export const foldOf = (text: string) => text.toLowerCase()

export function find(before: Found, entries: Entry[], query: string): Found {
  const wanted = foldOf(query.trim())
  if (wanted === "") return foundNothing()
  const isGrown = before.query === wanted && isContinued(before.entries, entries)
  const known = isGrown ? before.seqs : []
  const from = isGrown ? before.entries.length : 0
  const added: number[] = []
  for (const { state, content, seq } of entries.slice(from))
    if (state === "logged" && foldOf(content).includes(wanted)) added.push(seq)
  return { query: wanted, entries, seqs: added.length > 0 ? known.concat(added) : known }
}
