import { onCleanup } from "solid-js"

/** Every key pressed on the page, while the caller's scope lives. */
export function onKeyDown(act: (event: KeyboardEvent) => void) {
  addEventListener("keydown", act)
  onCleanup(() => removeEventListener("keydown", act))
}
