import { createSignal } from "solid-js"

/**
 * What is fetched when somebody first asks for it: undefined until it is there. Asked for again after it did not come, it
 * is fetched again.
 */
export function lazy<T>(fetch: () => Promise<T>): () => T | undefined {
  const [there, setThere] = createSignal<T>()
  let isComing = false

  function bring() {
    isComing = true
    fetch().then(
      (it) => setThere(() => it),
      () => {
        isComing = false
      },
    )
  }

  return () => {
    if (!isComing) bring()
    return there()
  }
}
