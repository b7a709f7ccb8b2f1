/**
 * A room's entries as one list: its log in the order of `seq`, then what is pending. Rooms are long: a message is inserted
 * by binary search and copying, never by a look at every entry (`npm run bench -- app`).
 */
import type { Message } from "../../shared/schema.ts"
import { nameKey } from "../../shared/text.ts"
import type { Entry, PendingMessage } from "./state.ts"

/** Adds new messages in order. A pending one that turns out to be stored moves to its place in the log. */
export function merge(entries: Entry[], messages: Message[]): Entry[] {
  const added = messages
    .filter(({ seq }) => entries[lowerBound(entries, seq)]?.seq !== seq)
    .map(toLoggedEntry)
  const [first] = added
  const last = added.at(-1)
  if (!first || !last) return entries
  const from = lowerBound(entries, first.seq)
  if (from === entries.length) return entries.concat(added)
  const to = lowerBound(entries, last.seq)
  const end = logLength(entries)
  const keys = new Set(added.map(({ key }) => key))
  return entries.slice(0, from).concat(
    [...entries.slice(from, to), ...added].sort((a, b) => a.seq - b.seq),
    entries.slice(to, end),
    entries.slice(end).filter(({ key }) => !keys.has(key)),
  )
}

export function mapPending(entries: Entry[], change: (entry: Entry) => Entry | null): Entry[] {
  const end = logLength(entries)
  return entries.slice(0, end).concat(entries.slice(end).flatMap((entry) => change(entry) ?? []))
}

export function withoutPending(entries: Entry[], message: Message): Entry[] {
  const { key } = toLoggedEntry(message)
  return mapPending(entries, (entry) => (entry.key === key ? null : entry))
}

export const logLength = (entries: Entry[]): number => lowerBound(entries, Number.POSITIVE_INFINITY)

export const lastLogged = (entries: Entry[]): Entry | undefined => entries[logLength(entries) - 1]

export const newestSeq = (entries: Entry[]): number => lastLogged(entries)?.seq ?? 0

/** The index of the first entry whose `seq`, or `id`, is not below the value. */
export function lowerBound(entries: readonly Entry[], value: number, by: "seq" | "id" = "seq") {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((entries[middle]?.[by] ?? value) < value) low = middle + 1
    else high = middle
  }
  return low
}

export const toLoggedEntry = ({
  id,
  seq,
  username,
  content,
  timestamp,
  clientId,
}: Message): Entry => ({
  key: clientId === null ? `#${id}` : keyOf(username, clientId),
  ...{ id, seq, username, content, timestamp, clientId },
  state: "logged",
  why: null,
})

export const toPendingEntry = ({
  username,
  content,
  timestamp,
  clientId,
}: PendingMessage): Entry => ({
  key: keyOf(username, clientId),
  id: Number.POSITIVE_INFINITY,
  seq: Number.POSITIVE_INFINITY,
  ...{ username, content, timestamp, clientId },
  state: "sending",
  why: null,
})

/** A client id is its sender's own: two people may have chosen the same. */
const keyOf = (username: string, clientId: string) => `${nameKey(username)}\n${clientId}`
