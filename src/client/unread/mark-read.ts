import { createEffect, onCleanup } from "solid-js"
import { createAttention } from "./attention.ts"
import type { Unread } from "./unread.ts"

/** `newest` is the `seq` of the last message that is here; `atBottom` says whether it is on the screen. */
type Sight = { roomId: number; newest: () => number; atBottom: () => boolean }

/** What is at the bottom of a room is read while somebody looks at it, for as long as the caller's scope lives. */
export function createSeeing(unread: Unread, { roomId, newest, atBottom }: Sight) {
  const attentive = createAttention()
  createEffect(() => {
    // How far they had read before is known first: it says where the news begin.
    const sees = unread.loaded() && attentive() && atBottom()
    unread.watch(sees ? roomId : null)
    if (sees) unread.seen(roomId, newest())
  })
  onCleanup(() => unread.watch(null))
}
