/**
 * Fits the app into what is seen of the page. Most phones make the page smaller while their keyboard is out; iOS lays it
 * over the page and moves the page up beneath it, until the line one writes in is all there is.
 */
export function fitScreen() {
  const seen = window.visualViewport
  if (!seen) return
  const { style } = document.documentElement

  function adapt(viewport: VisualViewport) {
    const isCovered = viewport.scale <= 1 && innerHeight - viewport.height >= 1
    if (isCovered) style.setProperty("--screen", `${viewport.height}px`)
    else style.removeProperty("--screen")
    if (isCovered) scrollTo(0, 0)
  }
  seen.addEventListener("resize", () => adapt(seen))
}
