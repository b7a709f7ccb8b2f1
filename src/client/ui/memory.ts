/** What this browser remembers between visits. Where it is not allowed to, it forgets: chatting goes on. */

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

export function remember(key: string, text: string) {
  try {
    if (text === "") localStorage.removeItem(key)
    else localStorage.setItem(key, text)
  } catch {
    // Blocked or full: it is only forgotten sooner.
  }
}
