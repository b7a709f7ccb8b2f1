import { onCleanup } from "solid-js"
import { isDialogOpen } from "../ui/focus.ts"

/** Escape where nothing nearer took it, as a dialog or a list of suggestions does; while the caller's scope lives. */
export function onEscape(act: () => void) {
  const hear = (event: KeyboardEvent) => {
    const isTaken = event.defaultPrevented || event.isComposing || isDialogOpen()
    if (event.key === "Escape" && !isTaken) act()
  }
  addEventListener("keydown", hear)
  onCleanup(() => removeEventListener("keydown", hear))
}
