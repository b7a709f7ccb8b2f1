/** Made when it is first asked for. What Intl makes takes a phone milliseconds, and the first screen needs little of it. */
export function once<T>(make: () => T): () => T {
  let made: { it: T } | undefined
  return () => {
    made ??= { it: make() }
    return made.it
  }
}
