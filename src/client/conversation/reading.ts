/**
 * Where the reader is in a scrolled list. At the bottom they stay at the bottom; anywhere else the entry they look at
 * keeps its place on the screen, whatever is added, grows or shrinks around it.
 */
import { createSignal, onCleanup } from "solid-js"

const PINNED_PX = 80

type Scrolled = { scroller: HTMLElement; content: HTMLElement; entries: HTMLElement }
type Anchor = { entry: Element; top: number }

export function createReading(onNearTop: () => void) {
  const [pinned, setPinned] = createSignal(true)
  let stay: () => void = () => undefined

  /** For as long as the caller's scope lives. */
  function watch({ scroller, content, entries }: Scrolled) {
    let lastTop = 0
    let anchor: Anchor | null = null

    const distance = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight
    const topOf = (entry: Element) =>
      entry.getBoundingClientRect().top - scroller.getBoundingClientRect().top

    /** Only scrolling up leaves the bottom: growth must not, even when it is noticed late. */
    function note() {
      if (distance() <= PINNED_PX) setPinned(true)
      else if (scroller.scrollTop < lastTop) setPinned(false)
      lastTop = scroller.scrollTop
      const entry = firstVisible(entries.children, topOf)
      anchor = entry && { entry, top: topOf(entry) }
      if (scroller.scrollTop < scroller.clientHeight) onNearTop()
    }

    stay = () => {
      if (pinned()) scroller.scrollTop = scroller.scrollHeight
      else if (anchor?.entry.isConnected) scroller.scrollTop += topOf(anchor.entry) - anchor.top
      lastTop = scroller.scrollTop
      note()
    }

    const sizes = new ResizeObserver(() => stay())
    sizes.observe(scroller)
    sizes.observe(content)
    scroller.addEventListener("scroll", note, { passive: true })
    onCleanup(() => {
      sizes.disconnect()
      scroller.removeEventListener("scroll", note)
    })
  }

  return {
    /** True while the reader is at the bottom. */
    pinned,
    watch,
    toLatest() {
      setPinned(true)
      stay()
    },
  }
}

/** The first entry that ends below the upper edge: entries stand in order, so halving finds it. */
function firstVisible(entries: HTMLCollection, topOf: (entry: Element) => number): Element | null {
  let low = 0
  let high = entries.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    const entry = entries[middle]
    if (entry && topOf(entry) + entry.clientHeight > 0) high = middle
    else low = middle + 1
  }
  return entries[low] ?? null
}
