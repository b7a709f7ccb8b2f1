import { onCleanup } from "solid-js"

const RETRY_MS = 2_000

type Outcome<Value> = {
  /** Called each time reading starts; returns the function that takes the result. */
  onStarted: () => (value: Value) => void
  onFailed: (error: unknown) => void
}

/** Reads with retries; of overlapping reads only the latest counts. For as long as the caller's scope lives. */
export function createLatestRead<Value>(
  read: () => Promise<Value>,
  { onStarted, onFailed }: Outcome<Value>,
) {
  let reads = 0
  let retry: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => {
    reads++
    clearTimeout(retry)
  })

  return async function start() {
    const mine = ++reads
    clearTimeout(retry)
    const take = onStarted()
    try {
      const value = await read()
      if (mine === reads) take(value)
    } catch (error) {
      if (mine !== reads) return
      onFailed(error)
      retry = setTimeout(start, RETRY_MS)
    }
  }
}
