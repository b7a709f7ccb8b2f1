/** How much of the list is drawn beyond the screen, each way. */
import { createSignal } from "solid-js"

/** Find-in-page sees this much more, and scrolling stays filled. */
const BEYOND_PX = 600
/** Whoever flies, further than that time after time, leaves it behind before it is seen (`npm run bench -- app`). */
const IN_FLIGHT_PX = 100

export function createBeyond() {
  const [flying, setFlying] = createSignal(false)
  let last = 0
  let leaps = 0

  return {
    /** Whoever flies sees no more of a row than what it says and who says it. */
    flying,
    pixels: () => (flying() ? IN_FLIGHT_PX : BEYOND_PX),
    onScroll(offset: number) {
      leaps = Math.abs(offset - last) > BEYOND_PX ? leaps + 1 : 0
      if (leaps > 1) setFlying(true)
      last = offset
    },
    onScrollEnd: () => setFlying(false),
  }
}
