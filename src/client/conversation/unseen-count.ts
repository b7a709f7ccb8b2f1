/** How much has come that somebody who reads further up has not seen. */
import { type Accessor, createMemo } from "solid-js"
import type { Live } from "../room/state.ts"

type NewsParts = {
  live: Accessor<Live>
  /** The reader is at the end of the room. */
  atNewest: Accessor<boolean>
  /** Before that nothing was seen or missed, although the room may be known from an earlier visit. */
  entered: Accessor<boolean>
  /** What was read before coming here, if anything after it was new. */
  readBefore: Accessor<number | undefined>
}

export function createNews({ live, atNewest, entered, readBefore }: NewsParts) {
  const latest = createMemo(() => live().latest)

  const seen = createMemo<number | undefined>((before) => {
    if (!entered()) return
    if (atNewest()) return latest()
    // Far from the newest, nothing is known of it before the first message that comes.
    const first = live().newerThan === null || latest() === 0 ? latest() : latest() - 1
    return before || (readBefore() ?? first)
  })

  return createMemo(() => Math.max(0, latest() - (seen() ?? 0)))
}
