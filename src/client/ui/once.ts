/** Calls `make` on first use. Intl's constructors take a phone milliseconds, and the first screen needs few of them. */
export function once<T>(make: () => T): () => T {
  let made: { it: T } | undefined
  return () => {
    made ??= { it: make() }
    return made.it
  }
}
