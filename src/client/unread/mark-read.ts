import { createEffect, onCleanup } from "solid-js"
import { createAttention } from "./attention.ts"
import type { Unread } from "./unread.ts"

/** `newestSeq` is of the last message that is loaded; `atBottom` says whether it is on the screen. */
type MarkReadOptions = { roomId: number; newestSeq: () => number; atBottom: () => boolean }

/** Marks a room as read while its end is on a page that has the focus, for as long as the caller's scope lives. */
export function createMarkRead(unread: Unread, { roomId, newestSeq, atBottom }: MarkReadOptions) {
  const hasAttention = createAttention()
  createEffect(() => {
    // The earlier mark is read first: it says where the unread messages begin.
    const isSeen = unread.isLoaded() && hasAttention() && atBottom()
    unread.setInView(isSeen ? roomId : null)
    if (isSeen) unread.markRead(roomId, newestSeq())
  })
  onCleanup(() => unread.setInView(null))
}
