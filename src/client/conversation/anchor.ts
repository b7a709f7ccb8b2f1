import { onCleanup } from "solid-js"

/** The first element on the screen and its ancestors within the list, from the inside out, each with its offset. */
export type Anchor = { element: Element; top: number }[]

/** Something in the row at the upper edge may grow above what is seen of it: so look as deep as there are elements. */
export function findAnchor(scroller: Element, box: Element): Anchor {
  const anchor: Anchor = []
  const list = box.firstElementChild
  let element = list && firstBelow(scroller, list.children)
  while (element) {
    const top = topOf(scroller, element)
    anchor.unshift({ element, top })
    element = top < 0 ? firstShown(scroller, element.children) : null
  }
  return anchor
}

/** To the pixel where it was; false when nothing of it is left. */
export function restoreAnchor(scroller: Element, anchor: Anchor): boolean {
  const found = anchor.find(({ element }) => element.isConnected)
  if (!found) return false
  const moved = topOf(scroller, found.element) - found.top
  if (Math.abs(moved) >= 0.5) scroller.scrollTop += moved
  return true
}

const topOf = (scroller: Element, element: Element) =>
  element.getBoundingClientRect().top - scroller.getBoundingClientRect().top

const isBelow = (scroller: Element, element: Element) =>
  topOf(scroller, element) + element.clientHeight > 0

function firstBelow(scroller: Element, rows: HTMLCollection): Element | null {
  let low = 0
  let high = rows.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    const row = rows[middle]
    if (row && isBelow(scroller, row)) high = middle
    else low = middle + 1
  }
  return rows[low] ?? null
}

const firstShown = (scroller: Element, parts: HTMLCollection) =>
  Array.from(parts).find((part) => isInFlow(part) && isBelow(scroller, part)) ?? null

/** What is positioned does not move with the others. */
const isInFlow = (part: Element) => /static|relative/.test(getComputedStyle(part).position)

/**
 * The virtualiser corrects for what it measures by scrolling at once, which is not the reader's doing. Calls `listener` for
 * as long as the caller's scope lives.
 */
export function onProgrammaticScroll(scroller: HTMLElement, listener: (pixels: number) => void) {
  const { scrollBy, scrollTo } = Element.prototype
  const observed =
    (scroll: typeof scrollBy) =>
    (...options: unknown[]) => {
      const before = scroller.scrollTop
      Reflect.apply(scroll, scroller, options)
      if (isInstant(options[0])) listener(scroller.scrollTop - before)
    }
  Object.assign(scroller, { scrollBy: observed(scrollBy), scrollTo: observed(scrollTo) })
  onCleanup(() => Object.assign(scroller, { scrollBy, scrollTo }))
}

const isInstant = (options: unknown) =>
  typeof options === "object" &&
  options !== null &&
  "behavior" in options &&
  options.behavior === "instant"
