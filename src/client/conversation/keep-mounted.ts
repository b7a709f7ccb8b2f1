/** Rows that stay drawn although the virtualiser would let them go. */
import { type Accessor, createMemo, untrack } from "solid-js"
import type { VirtualizerHandle } from "virtua/solid"
import type { Rows } from "./rows.ts"

/** What comes in larger numbers than these scrolls by unseen. */
const TAIL_MAX = 100

type Staying = {
  rows: Accessor<Rows>
  handle: Accessor<VirtualizerHandle | undefined>
  /** The key of the row that has the focus. */
  focused: Accessor<string | undefined>
  /** Somebody reads the end. */
  atEnd: Accessor<boolean>
  /** How many pixels of it are drawn above the screen. */
  above: Accessor<number>
}

/** Their indexes. */
export function createStaying({ rows, handle, focused, atEnd, above }: Staying) {
  /**
   * The virtualiser draws what lies ahead in the direction in which it was scrolled last, and takes its own corrections for
   * that: while messages came it drew and dropped the rows above the screen twice for each (`npm run bench -- app`).
   */
  function tail() {
    const { length } = rows().keys
    const list = handle()
    if (!(list && atEnd())) return []
    const first = untrack(() => list.findItemIndex(list.scrollOffset - above()))
    const from = Math.max(first, length - TAIL_MAX)
    return Array.from({ length: length - from }, (_, at) => from + at)
  }

  return createMemo(() => [...aroundKey(rows().keys, focused()), ...tail()])
}

/** What has the focus, and where the arrow keys lead from there. */
function aroundKey(keys: string[], key: string | undefined) {
  const index = key === undefined ? -1 : keys.lastIndexOf(key)
  if (index < 0) return []
  return [index - 1, index, index + 1].filter((near) => near in keys)
}
