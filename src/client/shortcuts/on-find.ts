import { isDialogOpen } from "../ui/focus.ts"
import { actionOf } from "./keys.ts"
import { onKeyDown } from "./on-key-down.ts"

/** Ctrl or Cmd and F, while the caller's scope lives. Where `act` returns false the browser's own search opens. */
export function onFind(act: () => boolean) {
  onKeyDown((event) => {
    if (event.isComposing || actionOf(event) !== "find" || isDialogOpen()) return
    if (act()) event.preventDefault()
  })
}
