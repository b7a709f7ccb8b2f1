/**
 * Whether the reader scrolled. A list that became shorter pushes its reader up, and may be longer than before when that is
 * noticed: then only a recent gesture counts.
 */
import { onCleanup } from "solid-js"

/** What a key, a wheel or a finger begins may go on for so long, as momentum scrolling does. */
const GESTURE_MS = 1_000
/** Between two events of slow scrolling: less than the virtualiser takes for the end of scrolling. */
const SCROLLING_UP_MS = 120

const gestures = ["wheel", "touchmove", "pointerdown", "keydown"] as const

export function watchUserScroll(scroller: HTMLElement) {
  let knownTop = 0
  let knownHeight = 0
  let gestureAt = Number.NEGATIVE_INFINITY
  let movedUpAt = Number.NEGATIVE_INFINITY

  const onGesture = () => {
    gestureAt = performance.now()
  }
  for (const name of gestures) scroller.addEventListener(name, onGesture, { passive: true })
  onCleanup(() => {
    for (const name of gestures) scroller.removeEventListener(name, onGesture)
  })

  const distanceToEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight
  const movedUp = () => scroller.scrollTop < knownTop
  const isByUser = () =>
    scroller.scrollHeight === knownHeight || performance.now() - gestureAt < GESTURE_MS

  return {
    distanceToEnd,
    movedUp,
    isScrollingUp: () => performance.now() - movedUpAt < SCROLLING_UP_MS,
    /** Other than by the end of a list that became shorter. */
    hasMoved: () =>
      Math.abs(scroller.scrollTop - knownTop) >= 1 && !(movedUp() && distanceToEnd() < 1),
    isByUser,
    /** A known programmatic scroll is not the reader's. */
    ignore(pixels: number) {
      knownTop += pixels
    },
    /** From here on movement is measured. */
    record() {
      if (movedUp() && isByUser()) movedUpAt = performance.now()
      knownTop = scroller.scrollTop
      knownHeight = scroller.scrollHeight
    },
  }
}

export type UserScroll = ReturnType<typeof watchUserScroll>
