/** How much of the list is drawn beyond the screen, each way, and how much of each row. */
import { createSignal, onCleanup } from "solid-js"

/** Find-in-page searches this much more, and scrolling stays filled. */
const OVERSCAN_PX = 600
/** A faster scroll leaves more than that behind before it is seen (`npm run bench -- app`). */
const FAST_OVERSCAN_PX = 100
/** In a busy room scrolling never ends: without another leap for so long, it is no longer fast. */
const SLOW_AGAIN_MS = 500

export function createOverscan() {
  const [isFast, setFast] = createSignal(false)

  return {
    /** Scrolled by more than the overscan at once: then rows show no more than author and text. */
    isFast,
    pixels: () => (isFast() ? FAST_OVERSCAN_PX : OVERSCAN_PX),

    watch(scroller: HTMLElement) {
      let last = scroller.scrollTop
      let leaptAt = Number.NEGATIVE_INFINITY
      const onScroll = () => {
        const now = performance.now()
        const leaps = Math.abs(scroller.scrollTop - last) > OVERSCAN_PX
        if (leaps) leaptAt = now
        if (leaps || now - leaptAt > SLOW_AGAIN_MS) setFast(leaps)
        last = scroller.scrollTop
      }
      // Capture: before the virtualiser's own listener draws.
      scroller.addEventListener("scroll", onScroll, { capture: true, passive: true })
      onCleanup(() => scroller.removeEventListener("scroll", onScroll, { capture: true }))
    },

    onScrollEnd: () => setFast(false),
  }
}
