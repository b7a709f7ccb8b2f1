/** The keyboard in a long list of rooms: what it is at stays drawn, and its keys lead through all of the list. */
import { createEffect, createSignal, on } from "solid-js"
import type { Room } from "../sdk/index.ts"
import { createFocusKeeping } from "../ui/focus-keeping.ts"
import { placeFor } from "./list-keys.ts"
import { type createListScroll, placeOf } from "./list-scroll.ts"

type FocusSource = {
  rooms: () => Room[]
  current: () => number | null
  scroll: ReturnType<typeof createListScroll>
}

export const roomLinkId = (roomId: number) => `room-${roomId}`

/** For as long as the caller's scope lives. */
export function createListFocus({ rooms, current, scroll }: FocusSource) {
  const { key, ...keeping } = createFocusKeeping<number>(".room")
  const [wanted, setWanted] = createSignal<number | null>(null)
  const placeIn = (roomId: number | null) => placeOf(rooms(), roomId)
  const focused = () => placeIn(key() ?? null)

  function focusOn(room: Room | undefined) {
    if (!room) return
    // Has the virtualiser draw it first.
    setWanted(room.id)
    document.getElementById(roomLinkId(room.id))?.focus({ preventScroll: true })
    setWanted(null)
    scroll.show(room.id)
  }

  // Back from a room, the focus is on its link.
  createEffect(
    on(current, (now, before) => {
      // Once every other effect of the change is done.
      if (now === null && before) queueMicrotask(() => focusOn(rooms()[placeIn(before)]))
    }),
  )

  return {
    ...keeping,

    /** The places that have to be drawn, wherever the list is scrolled to; Tab leads to the neighbours. */
    kept() {
      const at = focused()
      return [...(at < 0 ? [] : [at - 1, at, at + 1]), placeIn(wanted())]
    },

    press(event: KeyboardEvent) {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || focused() < 0) return
      const range = { at: focused(), count: rooms().length, page: scroll.page() }
      const place = placeFor(event.key, range)
      if (place === undefined) return
      event.preventDefault()
      focusOn(rooms()[place])
    },
  }
}
