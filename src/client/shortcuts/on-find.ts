import { onCleanup } from "solid-js"
import { isDialogOpen } from "../ui/focus.ts"
import { actionOf } from "./keys.ts"

/** Ctrl or Cmd and F, while the caller's scope lives. Where `act` answers false the browser's own search opens. */
export function onFind(act: () => boolean) {
  const hear = (event: KeyboardEvent) => {
    if (event.isComposing || actionOf(event) !== "find" || isDialogOpen()) return
    if (act()) event.preventDefault()
  }
  addEventListener("keydown", hear)
  onCleanup(() => removeEventListener("keydown", hear))
}
