import type { Accessor } from "solid-js"
import type { RoomState } from "../room/state.ts"

/** The message at the upper edge, and how far below the edge it began. */
type ScrollPosition = { messageId: number; top: number }

export function createScrollPosition(state: Accessor<RoomState>) {
  let position: ScrollPosition | null = null

  return {
    savedPosition: () => position,
    savePosition(topRow: { index: number; top: number } | null) {
      const entry = topRow && state().entries[topRow.index]
      position =
        topRow && entry?.state === "logged" ? { messageId: entry.id, top: topRow.top } : null
    },
  }
}
