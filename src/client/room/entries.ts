/**
 * A room's entries as one list: its log in the order of `seq`, then what waits to be in it. Rooms are long: what comes is
 * placed by halving and copying, never by a look at every entry (`npm run bench -- app`).
 */
import type { Message } from "../../shared/schema.ts"
import { nameKey } from "../../shared/text.ts"
import type { Entry, Written } from "./state.ts"

/** Adds what is new, in order. What waited to be sent and turns out to be stored takes its place. */
export function merge(entries: Entry[], messages: Message[]): Entry[] {
  const news = messages
    .filter(({ seq }) => entries[placeOf(entries, seq)]?.seq !== seq)
    .map(toEntry)
  const [first] = news
  const last = news.at(-1)
  if (!first || !last) return entries
  const from = placeOf(entries, first.seq)
  if (from === entries.length) return entries.concat(news)
  const to = placeOf(entries, last.seq)
  const end = logLength(entries)
  const keys = new Set(news.map(({ key }) => key))
  return entries.slice(0, from).concat(
    [...entries.slice(from, to), ...news].sort((a, b) => a.seq - b.seq),
    entries.slice(to, end),
    entries.slice(end).filter(({ key }) => !keys.has(key)),
  )
}

/** What waits is changed in one pass, the log not looked at. */
export function changeWaiting(entries: Entry[], change: (entry: Entry) => Entry | null): Entry[] {
  const end = logLength(entries)
  return entries.slice(0, end).concat(entries.slice(end).flatMap((entry) => change(entry) ?? []))
}

/** Without what waited to become this message. */
export function withoutWaiting(entries: Entry[], message: Message): Entry[] {
  const { key } = toEntry(message)
  return changeWaiting(entries, (entry) => (entry.key === key ? null : entry))
}

/** How many entries are in the log: the first ones. */
export const logLength = (entries: Entry[]): number => placeOf(entries, Number.POSITIVE_INFINITY)

export const lastLogged = (entries: Entry[]): Entry | undefined => entries[logLength(entries) - 1]

export const newestSeq = (entries: Entry[]): number => lastLogged(entries)?.seq ?? 0

/** The index of the first entry of this `seq`, or `id`, or a later one. */
export function placeOf(entries: readonly Entry[], value: number, by: "seq" | "id" = "seq") {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((entries[middle]?.[by] ?? value) < value) low = middle + 1
    else high = middle
  }
  return low
}

export const toEntry = ({ id, seq, username, content, timestamp, clientId }: Message): Entry => ({
  key: clientId === null ? `#${id}` : keyOf(username, clientId),
  ...{ id, seq, username, content, timestamp, clientId },
  state: "logged",
  why: null,
})

export const toSend = ({ username, content, timestamp, clientId }: Written): Entry => ({
  key: keyOf(username, clientId),
  id: Number.POSITIVE_INFINITY,
  seq: Number.POSITIVE_INFINITY,
  ...{ username, content, timestamp, clientId },
  state: "sending",
  why: null,
})

/** A client id is its sender's own: two people may have chosen the same. */
const keyOf = (username: string, clientId: string) => `${nameKey(username)}\n${clientId}`
