/** Rows that stay mounted although the virtualiser would remove them. */
import { type Accessor, createMemo, untrack } from "solid-js"
import type { VirtualizerHandle } from "virtua/solid"
import type { Rows } from "./rows.ts"

/** A larger burst scrolls by unseen. */
const TAIL_MAX = 100

type KeepMountedOptions = {
  rows: Accessor<Rows>
  handle: Accessor<VirtualizerHandle | undefined>
  focused: Accessor<string | undefined>
  atEnd: Accessor<boolean>
  overscan: Accessor<number>
}

export function createKeepMounted({ rows, handle, focused, atEnd, overscan }: KeepMountedOptions) {
  /**
   * The virtualiser draws what is ahead in the direction of the last scroll, and takes its own corrections for one: as
   * messages came it mounted and removed the rows above the screen twice for each (`npm run bench -- app`).
   */
  function tail() {
    const { length } = rows().keys
    const list = handle()
    if (!(list && atEnd())) return []
    const first = untrack(() => list.findItemIndex(list.scrollOffset - overscan()))
    const from = Math.max(first, length - TAIL_MAX)
    return Array.from({ length: length - from }, (_, at) => from + at)
  }

  return createMemo(() => [...aroundKey(rows().keys, focused()), ...tail()])
}

/** The row that has the focus, and those the arrow keys lead to. */
function aroundKey(keys: string[], key: string | undefined) {
  const index = key === undefined ? -1 : keys.lastIndexOf(key)
  if (index < 0) return []
  return [index - 1, index, index + 1].filter((near) => near in keys)
}
