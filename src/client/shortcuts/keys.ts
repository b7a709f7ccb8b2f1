/** Which keys do what, everywhere in the app: those people know from Slack and Discord. */
export type Action = "switch" | "help" | "previous" | "next" | "previousUnread" | "nextUnread"

type Keys = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">

export const isApple = () => /Mac|iP(?:hone|ad|od)/.test(navigator.platform)

/** Null where the keys mean nothing here. */
export function actionOf(keys: Keys, apple = isApple()): Action | null {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = keys
  const [command, other] = apple ? [metaKey, ctrlKey] : [ctrlKey, metaKey]
  if (other) return null
  if (altKey) return command ? null : stepOf(key, shiftKey)
  if (!command) return null
  // Where a slash takes Shift, as in German, so does the shortcut.
  if (key === "/") return "help"
  return !shiftKey && isLetterK(keys) ? "switch" : null
}

function stepOf(key: string, toUnread: boolean): Action | null {
  if (key === "ArrowUp") return toUnread ? "previousUnread" : "previous"
  if (key === "ArrowDown") return toUnread ? "nextUnread" : "next"
  return null
}

/** The letter, or its place where the keyboard writes other letters, as in Arabic. */
const isLetterK = ({ key, code }: Keys) =>
  key.toLowerCase() === "k" || (code === "KeyK" && !/^[a-z]$/i.test(key))
