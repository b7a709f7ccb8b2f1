/** Browsers blur a focused element when its row is moved or redrawn: `restore` gives the focus back. */
import { createSignal, onCleanup } from "solid-js"

/** `rows` is the selector of a row. For as long as the caller's scope lives. */
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
    key,
    onFocusIn(event: FocusEvent, row: Key) {
      element = event.target instanceof HTMLElement ? event.target : null
      setKey(() => row)
    },
    /** Between two rows the key stays, so that the neighbour stays drawn. */
    onFocusOut({ relatedTarget }: FocusEvent) {
      if (relatedTarget instanceof Element && !relatedTarget.closest(rows)) forget()
    },
    restore() {
      if (element?.isConnected && document.activeElement === document.body)
        element.focus({ preventScroll: true })
    },
  }
}
