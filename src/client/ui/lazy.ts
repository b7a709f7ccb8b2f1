import { createSignal } from "solid-js"

/** Fetches on first use; undefined until fetched. The next use after a failure fetches again. */
export function lazy<T>(fetch: () => Promise<T>): () => T | undefined {
  const [fetched, setFetched] = createSignal<T>()
  let isFetching = false

  function start() {
    isFetching = true
    fetch().then(
      (it) => setFetched(() => it),
      () => {
        isFetching = false
      },
    )
  }

  return () => {
    if (!isFetching) start()
    return fetched()
  }
}
