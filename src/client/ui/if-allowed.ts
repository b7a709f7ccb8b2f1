/** What a browser keeps from a page, as storage where cookies are blocked, it answers with an exception. */
export function ifAllowed<T>(ask: () => T): T | undefined {
  try {
    return ask()
  } catch {
    return
  }
}
