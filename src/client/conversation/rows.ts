/** What the list is made of. Lists are long, so what stays as it was is copied, not looked through. */
import { type Accessor, createMemo } from "solid-js"
import { logLength } from "../room/entries.ts"
import type { Entry, Live } from "../room/state.ts"

export type Rows = {
  entries: Entry[]
  /** An entry's place on the screen for life, whatever becomes of the entry. */
  keys: string[]
  /** Only the beginning has changed: what is at the end stays where it is. */
  grewUpwards: boolean
}

/** An entry and what it stands under. */
export type Row = { entry: Entry; before: Entry | undefined }

export const noRows = (): Rows => ({ entries: [], keys: [], grewUpwards: false })

/** Hands the keys on, grown, where entries only came to the end. */
export function nextRows(rows: Rows, entries: Entry[]): Rows {
  const { entries: then, keys } = rows
  if (entries === then) return rows
  if (isContinued(then, entries)) {
    for (const { key } of entries.slice(then.length)) keys.push(key)
    return { entries, keys, grewUpwards: false }
  }
  const most = Math.min(then.length, entries.length)
  let start = 0
  while (start < most && then[start] === entries[start]) start++
  const shift = entries.length - then.length
  let end = entries.length
  const least = Math.max(start, start + shift)
  while (end > least && entries[end - 1] === then[end - 1 - shift]) end--
  const between = entries.slice(start, end).map(({ key }) => key)
  return {
    entries,
    keys: keys.slice(0, start).concat(between, keys.slice(end - shift)),
    grewUpwards: start === 0 && end < entries.length && shift > 0,
  }
}

/** A log has no holes and its entries never change: where first and last are in their places, so is what is between. */
export const isContinued = (then: Entry[], now: Entry[]) =>
  then.at(-1)?.state === "logged" && then[0] === now[0] && then.at(-1) === now[then.length - 1]

/** What waits to be sent belongs after the newest, wherever that is. */
export const shownOf = ({ entries, newerThan }: Live): Entry[] =>
  newerThan === null ? entries : entries.slice(0, logLength(entries))

/** Tells only when something of this row has changed. */
export function createRow(
  rows: Accessor<Rows>,
  key: string,
  index: Accessor<number>,
): Accessor<Row> {
  const find = (at: number): Row | undefined => {
    const { entries } = rows()
    const entry = entries[at]
    // While rows move, the index may be that of another for a moment.
    return entry?.key === key ? { entry, before: entries[at - 1] } : undefined
  }
  const first = find(index()) ?? find(rows().keys.indexOf(key))
  if (!first) throw new Error("a row without an entry")
  return createMemo((last) => {
    const now = find(index())
    const isSame = !now || (now.entry === last.entry && now.before === last.before)
    return isSame ? last : now
  }, first)
}
