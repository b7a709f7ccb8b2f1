import { type Accessor, batch, createMemo, createSignal } from "solid-js"
import type { Entry } from "../live.ts"

/** An entry's place on the screen: the same from the moment it is written on, whatever becomes of the entry. */
export type Row = { entry: Accessor<Entry>; before: Accessor<Entry | undefined> }

type KeptRow = Row & { key: string; show(entry: Entry, before: Entry | undefined): void }

/**
 * One row an entry, kept by key; only rows whose entry changed tell so.
 * Plain lists rather than a store: a store looks at every field of every entry for each message that comes.
 */
export function createRows(entries: Accessor<Entry[]>): Accessor<Row[]> {
  return createMemo<KeptRow[]>((rows) => {
    const kept = new Map(rows.map((row) => [row.key, row]))
    return batch(() =>
      entries().map((entry, index, all) => {
        const row = kept.get(entry.key) ?? createRow(entry)
        row.show(entry, all[index - 1])
        return row
      }),
    )
  }, [])
}

function createRow(first: Entry): KeptRow {
  const [entry, setEntry] = createSignal(first)
  const [before, setBefore] = createSignal<Entry>()
  return {
    key: first.key,
    entry,
    before,
    show(now, previous) {
      setEntry(now)
      setBefore(previous)
    },
  }
}
