/** Less is a bar of the browser's own. */
const KEYBOARD_PX_MIN = 120

/**
 * Where an on-screen keyboard covers the page instead of shrinking it, as on iOS, the app is as high as the visible part.
 * Elsewhere `100dvh` suffices; zooming changes nothing.
 */
export function fitVisibleHeight() {
  const seen = window.visualViewport
  if (!seen) return
  const page = document.documentElement

  seen.addEventListener("resize", () => {
    const isCovered = seen.scale === 1 && page.clientHeight - seen.height > KEYBOARD_PX_MIN
    if (!isCovered) return page.style.removeProperty("--visible-height")
    page.style.setProperty("--visible-height", `${seen.height}px`)
    // Undoes the browser's scrolling to the field, which is visible now.
    scrollTo(0, 0)
  })
}
