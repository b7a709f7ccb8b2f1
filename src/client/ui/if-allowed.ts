/** Undefined where the browser throws because the page may not, as with storage where cookies are blocked. */
export function ifAllowed<T>(use: () => T): T | undefined {
  try {
    return use()
  } catch {
    return
  }
}
