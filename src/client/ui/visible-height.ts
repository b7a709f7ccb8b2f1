/** Less than this is a bar of the browser's own. */
const KEYBOARD_PX_MIN = 120

/**
 * Where a keyboard drawn on the screen lies over the page instead of making it smaller, as on iOS, the app is as high as
 * what is left to see. Elsewhere `100dvh` says it already, and zooming in is not for us to answer.
 */
export function fitVisibleHeight() {
  const seen = window.visualViewport
  if (!seen) return
  const page = document.documentElement

  seen.addEventListener("resize", () => {
    const isCovered = seen.scale === 1 && page.clientHeight - seen.height > KEYBOARD_PX_MIN
    if (!isCovered) return page.style.removeProperty("--visible-height")
    page.style.setProperty("--visible-height", `${seen.height}px`)
    // The browser moves the page to show the field, which needs no showing now.
    scrollTo(0, 0)
  })
}
