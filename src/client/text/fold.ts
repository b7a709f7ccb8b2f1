import { createSignal, onCleanup } from "solid-js"

/** Shows only the beginning of what is higher than its box, until it is opened. */
export function createFold() {
  const [isHigh, setHigh] = createSignal(false)
  const [isOpen, setOpen] = createSignal(false)

  /** For as long as the caller's scope lives. */
  function watch(box: HTMLElement) {
    const measure = () => {
      if (!isOpen()) setHigh(box.scrollHeight > box.clientHeight)
    }
    /** What has the focus must be visible. */
    const reveal = ({ target }: FocusEvent) => {
      if (!(target instanceof Element)) return
      if (target.getBoundingClientRect().bottom <= box.getBoundingClientRect().bottom) return
      setOpen(true)
      afterLayout(() => target.scrollIntoView({ block: "nearest" }))
    }
    const sizes = new ResizeObserver(measure)
    sizes.observe(box)
    box.addEventListener("focusin", reveal)
    onCleanup(() => {
      sizes.disconnect()
      box.removeEventListener("focusin", reveal)
    })
  }

  return { isHigh, isOpen, watch, toggle: () => setOpen((open) => !open) }
}

/** The list handles a change of size a frame later. */
const afterLayout = (act: () => void) => requestAnimationFrame(() => requestAnimationFrame(act))
