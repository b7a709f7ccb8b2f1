/**
 * Whether what was scrolled is its reader's doing. A list that became shorter pushes its reader up, and may be longer than
 * before when that is noticed: then only what somebody just did tells.
 */
import { onCleanup } from "solid-js"

/** What a key, a wheel or a finger begins may go on for so long, as scrolling that runs out does. */
const GESTURE_MS = 1_000

const gestures = ["wheel", "touchmove", "pointerdown", "keydown"] as const

/** For as long as the caller's scope lives. */
export function watchDoing(scroller: HTMLElement) {
  let knownHeight = 0
  let gestureAt = Number.NEGATIVE_INFINITY

  const noteGesture = () => {
    gestureAt = performance.now()
  }
  for (const name of gestures) scroller.addEventListener(name, noteGesture, { passive: true })
  onCleanup(() => {
    for (const name of gestures) scroller.removeEventListener(name, noteGesture)
  })

  return {
    /** Where things stand now, what led here is settled. */
    note() {
      knownHeight = scroller.scrollHeight
    },
    isTheirs: () =>
      scroller.scrollHeight === knownHeight || performance.now() - gestureAt < GESTURE_MS,
  }
}

/** Whether the list, or what is seen of it, has another height than when this was last asked. */
export function watchHeights(scroller: HTMLElement) {
  let heights = ""
  return () => {
    const before = heights
    heights = `${scroller.scrollHeight} ${scroller.clientHeight}`
    return heights !== before
  }
}
