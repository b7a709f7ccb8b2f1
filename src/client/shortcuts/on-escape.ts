import { isDialogOpen } from "../ui/focus.ts"
import { onKeyDown } from "./on-key-down.ts"

/** Escape that nothing nearer took, as a dialog or a list of proposals does; while the caller's scope lives. */
export function onEscape(act: () => void) {
  onKeyDown((event) => {
    const isMeant = event.key === "Escape" && !event.defaultPrevented && !event.isComposing
    if (isMeant && !isDialogOpen()) act()
  })
}
