/** Where somebody was in a room: kept while the page is open. */
import type { Accessor } from "solid-js"
import type { Live } from "../room/state.ts"

/** The message at the upper edge, and how far below the edge it began. */
export type Place = { messageId: number; top: number }

export function createWhereabouts(live: Accessor<Live>) {
  /** Null at the newest. */
  let place: Place | null = null

  return {
    place: () => place,
    keepPlace(now: { index: number; top: number } | null) {
      const entry = now && live().entries[now.index]
      place = now && entry?.state === "logged" ? { messageId: entry.id, top: now.top } : null
    },
  }
}
