import { onCleanup } from "solid-js"
import { isDialogOpen } from "../ui/focus.ts"

/** Escape where nothing nearer took it, as a dialog or a list of suggestions does; while the caller's scope lives. */
export function onEscape(act: () => void) {
  const hear = (event: KeyboardEvent) => {
    const isMeant = event.key === "Escape" && !event.defaultPrevented && !event.isComposing
    if (isMeant && !isDialogOpen()) act()
  }
  addEventListener("keydown", hear)
  onCleanup(() => removeEventListener("keydown", hear))
}
