/** The keys people know from Slack and Discord. */
export type Action =
  | "switch"
  | "find"
  | "help"
  | "previous"
  | "next"
  | "previousUnread"
  | "nextUnread"

type Keys = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">

export const isApple = () => /Mac|iP(?:hone|ad|od)/.test(navigator.platform)

/** Null for any other keys. */
export function actionOf(keys: Keys, apple = isApple()): Action | null {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = keys
  const [command, other] = apple ? [metaKey, ctrlKey] : [ctrlKey, metaKey]
  if (other) return null
  if (altKey) return command ? null : stepOf(key, shiftKey)
  if (!command) return null
  // On some keyboards, as German ones, a slash takes Shift.
  if (key === "/") return "help"
  if (shiftKey) return null
  if (isLetter("k", keys)) return "switch"
  return isLetter("f", keys) ? "find" : null
}

function stepOf(key: string, toUnread: boolean): Action | null {
  if (key === "ArrowUp") return toUnread ? "previousUnread" : "previous"
  if (key === "ArrowDown") return toUnread ? "nextUnread" : "next"
  return null
}

/** By its place where the keyboard writes another script, as Arabic. */
const isLetter = (letter: string, { key, code }: Keys) =>
  key.toLowerCase() === letter || (code === `Key${letter.toUpperCase()}` && !/^[a-z]$/i.test(key))
