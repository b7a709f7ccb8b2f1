import { type Accessor, createMemo, createSignal } from "solid-js"
import { lowerBound } from "../room/entries.ts"
import type { Entry } from "../room/state.ts"
import { rememberFocus } from "../ui/focus.ts"
import { type Found, find, foundNothing } from "./find.ts"

type FindingParts = {
  entries: Accessor<Entry[]>
  /** Brings the entry with this index onto the screen, wherever it is by then. */
  show: (index: () => number) => void
}

/** Finds a text in the loaded messages, the newest first: the browser's own search would see only those drawn. */
export function createFinding({ entries, show }: FindingParts) {
  const [isOpen, setOpen] = createSignal(false)
  const [query, setQuery] = createSignal("")
  let focusBack: () => void = () => undefined
  /** The `seq` of the message that is shown. */
  const [reached, setReached] = createSignal<number | null>(null)
  const found = createMemo<Found>((before) => find(before, entries(), query()), foundNothing())

  /** Of the shown message among those found, from 1; 0 where there is none. */
  const position = createMemo(() => {
    const seq = reached()
    return seq === null ? 0 : found().seqs.indexOf(seq) + 1
  })

  function reach(seq: number | undefined) {
    setReached(seq ?? null)
    if (seq !== undefined) show(() => lowerBound(entries(), seq))
  }

  return {
    isOpen,
    /** False when it was open. */
    open() {
      if (isOpen()) return false
      focusBack = rememberFocus()
      return setOpen(true)
    },
    close() {
      setOpen(false)
      setQuery("")
      setReached(null)
      focusBack()
    },

    /** In lower case; empty for nothing. */
    wanted: () => found().query,
    count: () => found().seqs.length,
    position,
    reached,

    seek(text: string) {
      setQuery(text)
      reach(found().seqs.at(-1))
    },

    /** -1 to the one before, 1 to the one after; after the last comes the first. */
    step(by: 1 | -1) {
      const { seqs } = found()
      const at = position() - 1
      reach(at < 0 ? seqs.at(-1) : seqs.at((at + by) % seqs.length))
    },
  }
}

export type Finding = ReturnType<typeof createFinding>
