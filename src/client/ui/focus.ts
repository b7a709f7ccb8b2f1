/** Somebody who is writing must not find the focus, and the next letters, elsewhere. */
export const isWriting = () => document.activeElement?.matches("input, textarea") ?? false

/** Done with a field: what comes next may take the focus. */
export function stopWriting() {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
}

/** Looks through the whole page: to be asked once it is known that it matters. */
export const isDialogOpen = () => document.querySelector("dialog[open]") !== null
