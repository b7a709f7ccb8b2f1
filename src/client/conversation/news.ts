/** How much has come that somebody who reads further up has not seen. */
import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from "solid-js"
import type { Live } from "../live.ts"

type NewsParts = {
  live: Accessor<Live>
  /** The reader is at the end of what is here. */
  pinned: Accessor<boolean>
  /** What was read before coming here, if anything after it was new. */
  readBefore: Accessor<number | undefined>
  onRead: (seq: number) => void
}

export function createNews({ live, pinned, readBefore, onRead }: NewsParts) {
  const latest = createMemo(() => live().latest)
  const atNewest = createMemo(() => pinned() && live().newerThan === null)
  const isVisible = createVisible()

  const seen = createMemo<number | undefined>((before) => {
    if (atNewest()) return latest()
    // Far from the newest, nothing is known of it before the first message that comes.
    const first = live().newerThan === null || latest() === 0 ? latest() : latest() - 1
    return before || (readBefore() ?? first)
  })

  createEffect(() => {
    if (atNewest() && isVisible() && latest() > 0) onRead(latest())
  })

  return createMemo(() => Math.max(0, latest() - (seen() ?? 0)))
}

function createVisible() {
  const look = () => document.visibilityState === "visible"
  const [isVisible, setVisible] = createSignal(look())
  const change = () => setVisible(look())
  document.addEventListener("visibilitychange", change)
  onCleanup(() => document.removeEventListener("visibilitychange", change))
  return isVisible
}
