/**
 * Where the reader is in a scrolled list. At the bottom they stay at the bottom; what was aimed at stays where it was put;
 * anywhere else what they look at keeps its place on the screen, whatever is added, grows or shrinks around it.
 */
import { createSignal, onCleanup } from "solid-js"
import type { VirtualizerHandle } from "virtua/solid"
import { type Anchor, anchorIn, onJump, putBack } from "./anchor.ts"
import { watchDoing } from "./user-scroll.ts"

const PINNED_PX = 80
const SETTLE_MS = 300

type Scrolled = {
  scroller: HTMLElement
  /** Holds the list and nothing else. */
  box: HTMLElement
  handle: () => VirtualizerHandle | undefined
}

type ReadingParts = {
  /** Whether the bottom of the list is the newest there is. */
  atNewest: () => boolean
  /** The highest seq heard of. */
  latest: () => number
  /** Less than a screen is left above, or below. */
  onNearTop: () => void
  onNearBottom: () => void
  /** The row at the upper edge, and how far below the edge it begins; null at the bottom. */
  onPlace: (place: { index: number; top: number } | null) => void
}

/** Which row is to be where: so far below the upper edge, of a row and a screen of this height. */
export type Aim = { index: () => number; top: (height: number, screen: number) => number }

export const inTheMiddle = (height: number, screen: number) => Math.max(0, (screen - height) / 2)

export function createReading(parts: ReadingParts) {
  const [pinned, setPinned] = createSignal(true)
  const [above, setAbove] = createSignal(0)
  const [topmost, setTopmost] = createSignal({ index: 0, top: 0 })
  let stay: () => void = () => undefined
  let settle: () => void = () => undefined
  let settling: ReturnType<typeof setTimeout> | undefined
  let aim: Aim | null = null
  /** Not only near the bottom. */
  let atEnd = true

  function goToEnd() {
    aim = null
    atEnd = true
    setPinned(true)
    stay()
  }

  /** For as long as the caller's scope lives. */
  function watch(scrolled: Scrolled) {
    const { scroller, box } = scrolled
    let known = parts.latest()
    let anchor: Anchor = []
    const doing = watchDoing(scroller)
    const { distance } = doing
    const isToEnd = () => pinned() && atEnd
    /** At the end there is no need of one. */
    const anchorHere = () => (isToEnd() ? [] : anchorIn(scroller, box))

    /** Scrolled by the reader, not by what follows from a change. Growth noticed late must not leave the bottom. */
    function follow() {
      if (!doing.hasMoved()) return
      aim = null
      if (doing.isTheirs()) atEnd = distance() < 2
      if (distance() <= PINNED_PX && parts.atNewest()) setPinned(true)
      else if (doing.wentUp() && doing.isTheirs()) setPinned(false)
      doing.note()
      anchor = anchorHere()
    }

    function note({ isTrusted }: Event) {
      if (!isTrusted) return
      follow()
      look()
    }

    /** What is on the screen now, and is there enough around it? */
    function look() {
      const place = topmostOf(scrolled)
      setTopmost(place)
      parts.onPlace(pinned() ? null : place)
      if (scroller.scrollTop - box.offsetTop < scroller.clientHeight) parts.onNearTop()
      if (!parts.atNewest() && distance() < scroller.clientHeight) parts.onNearBottom()
    }

    stay = () => {
      // The event may be yet to come.
      follow()
      setAbove(box.offsetTop)
      // News take along whoever is near the bottom, unless they are just leaving; without any, nobody is pulled down.
      if (parts.latest() !== known && !doing.isGoingUp()) {
        atEnd = true
        known = parts.latest()
      }
      const isBack = putInPlace()
      const hasMoved = doing.hasMoved()
      doing.note()
      if (!isBack) anchor = anchorHere()
      look()
      if (hasMoved) tellAtOnce(scroller)
    }

    /** True when what the reader looked at is where it was. */
    function putInPlace() {
      if (isToEnd()) scroller.scrollTop = scroller.scrollHeight
      else if (aim) scrollToAim(scrolled, aim)
      else return putBack(scroller, anchor)
      return false
    }

    /** Aimed at what is near the bottom, the reader is at the bottom. */
    settle = () => {
      if (aim && parts.atNewest() && distance() <= PINNED_PX) goToEnd()
    }

    onJump(scroller, doing.moved)
    listenTo(scroller, { scrolled: note, resized: stay })
    onCleanup(() => clearTimeout(settling))
    stay()
  }

  return {
    /** True while the reader is at the bottom. */
    pinned,
    /** The height of what stands above the list. */
    above,
    topmost,
    watch,
    /** To be called after every change of what is in the list, or of its size. */
    stay: () => stay(),
    toLatest: goToEnd,
    /** Until the reader scrolls. */
    aimAt(target: Aim) {
      aim = target
      setPinned(false)
      stay()
      // By then the rows around it have their heights.
      clearTimeout(settling)
      settling = setTimeout(() => settle(), SETTLE_MS)
    },
  }
}

function listenTo(scroller: HTMLElement, { scrolled, resized }: Listener) {
  const sizes = new ResizeObserver(resized)
  sizes.observe(scroller)
  scroller.addEventListener("scroll", scrolled, { passive: true })
  onCleanup(() => {
    sizes.disconnect()
    scroller.removeEventListener("scroll", scrolled)
  })
}

type Listener = { scrolled: (event: Event) => void; resized: () => void }

/** The row at the upper edge, and how far below the edge it begins. */
function topmostOf({ scroller, box, handle }: Scrolled) {
  const index = handle()?.findItemIndex(scroller.scrollTop) ?? 0
  const start = handle()?.getItemOffset(index) ?? 0
  return { index, top: box.offsetTop + start - scroller.scrollTop }
}

/** The browser's own event comes a frame later, and would have the virtualiser draw once more (`npm run bench -- app`). */
const tellAtOnce = (scroller: HTMLElement) => scroller.dispatchEvent(new Event("scroll"))

function scrollToAim({ scroller, box, handle }: Scrolled, { index, top }: Aim) {
  const at = index()
  const list = handle()
  if (at < 0 || !list) return
  const place = top(list.getItemSize(at), scroller.clientHeight)
  scroller.scrollTop = onPixel(box.offsetTop + list.getItemOffset(at) - place)
}

/** The nearest one of the screen: browsers would cut off what is beyond. */
const onPixel = (px: number) => Math.round(px * devicePixelRatio) / devicePixelRatio

export type Reading = ReturnType<typeof createReading>
