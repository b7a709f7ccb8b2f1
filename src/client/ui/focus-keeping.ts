/** Rows come and go, and are moved about, which browsers take for a loss of focus: what had it gets it back. */
import { createSignal, onCleanup } from "solid-js"

/** `rows` is the selector of a row, for as long as the caller's scope lives. */
export function createFocusKeeping<Key extends string | number>(rows: string) {
  const [key, setKey] = createSignal<Key>()
  let element: HTMLElement | null = null

  function forget() {
    element = null
    setKey(undefined)
  }

  document.addEventListener("pointerdown", forget)
  onCleanup(() => document.removeEventListener("pointerdown", forget))

  return {
    /** Of the row that has the focus. */
    key,
    onFocusIn(event: FocusEvent, row: Key) {
      element = event.target instanceof HTMLElement ? event.target : null
      setKey(() => row)
    },
    /** On the way to another row its neighbour has to stay, too. */
    onFocusOut({ relatedTarget }: FocusEvent) {
      if (relatedTarget instanceof Element && !relatedTarget.closest(rows)) forget()
    },
    restore() {
      if (element?.isConnected && document.activeElement === document.body)
        element.focus({ preventScroll: true })
    },
  }
}
