/** Where in a room's loaded messages a text occurs. Rooms are long: what came to the end is all that is looked at anew. */
import { isContinued } from "../conversation/rows.ts"
import type { Entry } from "../room/state.ts"

/** `seqs` are those of the messages with the text, in order. */
export type Found = { query: string; entries: Entry[]; seqs: number[] }

export const foundNothing = (): Found => ({ query: "", entries: [], seqs: [] })

/** Upper and lower case are the same. */
export const foldOf = (text: string) => text.toLowerCase()

export function find(before: Found, entries: Entry[], query: string): Found {
  const wanted = foldOf(query.trim())
  if (wanted === "") return foundNothing()
  const isGrown = before.query === wanted && isContinued(before.entries, entries)
  const known = isGrown ? before.seqs : []
  const from = isGrown ? before.entries.length : 0
  const news: number[] = []
  for (const { state, content, seq } of entries.slice(from))
    if (state === "logged" && foldOf(content).includes(wanted)) news.push(seq)
  return { query: wanted, entries, seqs: news.length > 0 ? known.concat(news) : known }
}
