import type { VirtualizerHandle } from "virtua/solid"

export type ScrolledList = {
  scroller: HTMLElement
  /** Holds the list and nothing else. */
  box: HTMLElement
  handle: () => VirtualizerHandle | undefined
}

/** A row and how far below the upper edge it is to begin, by the heights of row and screen. */
export type ScrollTarget = {
  index: () => number
  top: (height: number, screen: number) => number
}

export const centered = (height: number, screen: number) => Math.max(0, (screen - height) / 2)

export function topRowOf({ scroller, box, handle }: ScrolledList) {
  const index = handle()?.findItemIndex(scroller.scrollTop) ?? 0
  const start = handle()?.getItemOffset(index) ?? 0
  return { index, top: box.offsetTop + start - scroller.scrollTop }
}

export function scrollToTarget({ scroller, box, handle }: ScrolledList, target: ScrollTarget) {
  const index = target.index()
  const list = handle()
  if (index < 0 || !list) return
  const top = target.top(list.getItemSize(index), scroller.clientHeight)
  scroller.scrollTop = toDevicePixel(box.offsetTop + list.getItemOffset(index) - top)
}

/** Browsers would cut off the fraction. */
const toDevicePixel = (px: number) => Math.round(px * devicePixelRatio) / devicePixelRatio
