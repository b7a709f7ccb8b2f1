import { createEffect, createMemo, on } from "solid-js"
import type { VirtualizerHandle } from "virtua/solid"
import type { Room } from "../sdk/index.ts"

type ScrollSource = {
  rooms: () => Room[]
  sought: () => string
  current: () => number | null
  scroller: () => HTMLElement
  handle: () => VirtualizerHandle | undefined
}

export const placeOf = (rooms: Room[], roomId: number | null) =>
  roomId === null ? -1 : rooms.findIndex(({ id }) => id === roomId)

/** Scrolls a long list of rooms. For as long as the caller's scope lives. */
export function createListScroll({ rooms, sought, current, scroller, handle }: ScrollSource) {
  /** Scrolls no more than needed. */
  function show(roomId: number | null) {
    const list = handle()
    const place = placeOf(rooms(), roomId)
    if (!list || place < 0) return
    // Hidden, or not measured yet.
    if (list.viewportSize === 0) return list.scrollToIndex(place, { align: "end" })
    const top = list.getItemOffset(place)
    const highest = top + list.getItemSize(place) - list.viewportSize
    scroller().scrollTop = Math.min(top, Math.max(scroller().scrollTop, highest))
  }

  /** Rooms that are added or deleted further up move nothing that is in view. */
  function keepPlace(before: Room[]) {
    const list = handle()
    const { scrollTop } = scroller()
    if (!list || scrollTop <= 0) return
    const top = list.findItemIndex(scrollTop)
    const place = placeOf(rooms(), before[top]?.id ?? null)
    if (place < 0 || place === top) return
    scroller().scrollTop += list.getItemOffset(place) - list.getItemOffset(top)
  }

  /** To the first match; once nothing is sought, to the open room. */
  function startOver() {
    scroller().scrollTop = 0
    if (sought() === "") show(current())
  }

  createEffect(
    on([rooms, sought], (_now, before) => {
      if (before && before[1] !== sought()) startOver()
      else if (before) keepPlace(before[0])
    }),
  )

  const isListed = createMemo(() => placeOf(rooms(), current()) >= 0)
  createEffect(on([current, handle, isListed], ([roomId]) => show(roomId)))

  return {
    show,
    page() {
      const list = handle()
      return list ? Math.floor(list.viewportSize / list.getItemSize(0)) : 1
    },
  }
}
