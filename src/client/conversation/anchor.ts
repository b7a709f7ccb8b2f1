import { onCleanup } from "solid-js"

/** What a reader looks at: the first thing on the screen, and all that it is in, from the inside out. */
export type Anchor = { element: Element; top: number }[]

/** Something in the row at the upper edge may grow above what is seen of it: so look as deep as there are elements. */
export function anchorIn(scroller: Element, box: Element): Anchor {
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
export function putBack(scroller: Element, anchor: Anchor): boolean {
  const kept = anchor.find(({ element }) => element.isConnected)
  if (!kept) return false
  const moved = topOf(scroller, kept.element) - kept.top
  if (Math.abs(moved) >= 0.5) scroller.scrollTop += moved
  return true
}

const topOf = (scroller: Element, element: Element) =>
  element.getBoundingClientRect().top - scroller.getBoundingClientRect().top

const isBelow = (scroller: Element, element: Element) =>
  topOf(scroller, element) + element.clientHeight > 0

/** Rows stand in order, so halving finds it. */
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

/** What lies above the others does not move with them. */
const isInFlow = (part: Element) => /static|relative/.test(getComputedStyle(part).position)

/**
 * The virtualiser makes up for what it measures by scrolling at once: that is not the reader's doing. Told for as long as
 * the caller's scope lives.
 */
export function onJump(scroller: HTMLElement, tell: (pixels: number) => void) {
  const { scrollBy, scrollTo } = Element.prototype
  const watched =
    (scroll: typeof scrollBy) =>
    (...how: unknown[]) => {
      const before = scroller.scrollTop
      Reflect.apply(scroll, scroller, how)
      if (isAtOnce(how[0])) tell(scroller.scrollTop - before)
    }
  Object.assign(scroller, { scrollBy: watched(scrollBy), scrollTo: watched(scrollTo) })
  onCleanup(() => Object.assign(scroller, { scrollBy, scrollTo }))
}

const isAtOnce = (how: unknown) =>
  typeof how === "object" && how !== null && "behavior" in how && how.behavior === "instant"
