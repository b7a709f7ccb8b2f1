/** Somebody who is writing must not find the focus, and the next letters, elsewhere. */
export const isWriting = () => document.activeElement?.matches("input, textarea") ?? false
