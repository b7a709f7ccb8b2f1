/**
 * What was scrolled, and whether it is its reader's doing. A list that became shorter pushes its reader up, and may be
 * longer than before when that is noticed: then only what somebody just did tells.
 */
import { onCleanup } from "solid-js"

/** What a key, a wheel or a finger begins may go on for so long, as scrolling that runs out does. */
const GESTURE_MS = 1_000
/** Whoever scrolls slowly scrolls on within so long: before the virtualiser takes it for the end of scrolling. */
const GOING_MS = 120

const gestures = ["wheel", "touchmove", "pointerdown", "keydown"] as const

/** For as long as the caller's scope lives. */
export function watchDoing(scroller: HTMLElement) {
  let knownTop = 0
  let knownHeight = 0
  let gestureAt = Number.NEGATIVE_INFINITY
  let wentUpAt = Number.NEGATIVE_INFINITY

  const noteGesture = () => {
    gestureAt = performance.now()
  }
  for (const name of gestures) scroller.addEventListener(name, noteGesture, { passive: true })
  onCleanup(() => {
    for (const name of gestures) scroller.removeEventListener(name, noteGesture)
  })

  const distance = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight
  const wentUp = () => scroller.scrollTop < knownTop
  const isTheirs = () =>
    scroller.scrollHeight === knownHeight || performance.now() - gestureAt < GESTURE_MS

  return {
    /** How far it is to the end, in pixels. */
    distance,
    wentUp,
    isGoingUp: () => performance.now() - wentUpAt < GOING_MS,
    /** Other than by the end of a list that became shorter. */
    hasMoved: () => Math.abs(scroller.scrollTop - knownTop) >= 1 && !(wentUp() && distance() < 1),
    isTheirs,
    /** By somebody who says so. */
    moved(pixels: number) {
      knownTop += pixels
    },
    /** What led here is settled. */
    note() {
      if (wentUp() && isTheirs()) wentUpAt = performance.now()
      knownTop = scroller.scrollTop
      knownHeight = scroller.scrollHeight
    },
  }
}
