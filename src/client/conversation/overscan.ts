/** How much is drawn of the list: so much beyond the screen, each way, and how much of each row. */
import { createSignal, onCleanup } from "solid-js"

/** Find-in-page sees this much more, and scrolling stays filled. */
const BEYOND_PX = 600
/** Whoever flies, further than that at once, leaves it behind before it is seen (`npm run bench -- app`). */
const IN_FLIGHT_PX = 100
/** In a busy room scrolling never ends: without another leap for so long, somebody reads. */
const LANDED_MS = 500

export function createBeyond() {
  const [flying, setFlying] = createSignal(false)

  return {
    /** Whoever flies sees no more of a row than what it says and who says it. */
    flying,
    pixels: () => (flying() ? IN_FLIGHT_PX : BEYOND_PX),

    /** For as long as the caller's scope lives. */
    watch(scroller: HTMLElement) {
      let last = scroller.scrollTop
      let leaptAt = Number.NEGATIVE_INFINITY
      const hear = () => {
        const now = performance.now()
        const leaps = Math.abs(scroller.scrollTop - last) > BEYOND_PX
        if (leaps) leaptAt = now
        if (leaps || now - leaptAt > LANDED_MS) setFlying(leaps)
        last = scroller.scrollTop
      }
      // Before the virtualiser hears of it and draws.
      scroller.addEventListener("scroll", hear, { capture: true, passive: true })
      onCleanup(() => scroller.removeEventListener("scroll", hear, { capture: true }))
    },

    onScrollEnd: () => setFlying(false),
  }
}
