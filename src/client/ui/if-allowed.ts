/** What a browser keeps from a page, as storage where cookies are blocked, it answers with an exception. */
export function allowed<T>(ask: () => T): T | undefined {
  try {
    return ask()
  } catch {
    return
  }
}
