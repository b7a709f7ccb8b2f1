import { type Accessor, createMemo } from "solid-js"
import { logLength } from "../room/entries.ts"
import type { Entry, RoomState } from "../room/state.ts"

export type Rows = {
  entries: Entry[]
  /** An entry's row on the screen for life, whatever becomes of the entry. */
  keys: string[]
  /** Only the beginning has changed: the end stays where it is. */
  grewUpwards: boolean
}

export type Row = { entry: Entry; before: Entry | undefined }

export const noRows = (): Rows => ({ entries: [], keys: [], grewUpwards: false })

/** Appends to the same array of keys where entries only came to the end. */
export function nextRows(rows: Rows, entries: Entry[]): Rows {
  const { entries: before, keys } = rows
  if (entries === before) return rows
  if (isContinued(before, entries)) {
    for (const { key } of entries.slice(before.length)) keys.push(key)
    return { entries, keys, grewUpwards: false }
  }
  const most = Math.min(before.length, entries.length)
  let start = 0
  while (start < most && before[start] === entries[start]) start++
  const shift = entries.length - before.length
  let end = entries.length
  const least = Math.max(start, start + shift)
  while (end > least && entries[end - 1] === before[end - 1 - shift]) end--
  const between = entries.slice(start, end).map(({ key }) => key)
  return {
    entries,
    keys: keys.slice(0, start).concat(between, keys.slice(end - shift)),
    grewUpwards: start === 0 && end < entries.length && shift > 0,
  }
}

/** A log has no holes and its entries never change: where first and last are in their places, so is what is between. */
export const isContinued = (before: Entry[], now: Entry[]) =>
  before.at(-1)?.state === "logged" &&
  before[0] === now[0] &&
  before.at(-1) === now[before.length - 1]

/** What is pending comes after the newest message, which may be beyond the window. */
export const visibleEntries = ({ entries, nextAfter }: RoomState): Entry[] =>
  nextAfter === null ? entries : entries.slice(0, logLength(entries))

/** Notifies only when something of this row has changed. */
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
