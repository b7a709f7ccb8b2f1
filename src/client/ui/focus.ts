/** While it is true nothing may take the focus, and with it the next letters. */
export const isWriting = () => document.activeElement?.matches("input, textarea") ?? false

/** Leaves a field, so that something else may take the focus. */
export function stopWriting() {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
}

/** Searches the whole page: call it last. */
export const isDialogOpen = () => document.querySelector("dialog[open]") !== null

/** Returns the function that gives the focus back to what has it now. */
export function rememberFocus(): () => void {
  const { activeElement } = document
  return () => {
    if (activeElement instanceof HTMLElement && activeElement.isConnected) activeElement.focus()
  }
}
