import { onCleanup } from "solid-js"

const RESUBSCRIBE_MS = 2_000

export type Subscription = { unsubscribe(): void }

/** Lost connections are the client's affair: `resubscribe` is for a subscription that the server ended. */
export function keepSubscribed(subscribe: (resubscribe: () => void) => Subscription) {
  let subscription = subscribe(resubscribe)
  let timer: ReturnType<typeof setTimeout> | undefined
  let isEnded = false

  function resubscribe() {
    clearTimeout(timer)
    if (isEnded) return
    timer = setTimeout(() => {
      subscription = subscribe(resubscribe)
    }, RESUBSCRIBE_MS)
  }

  onCleanup(() => {
    isEnded = true
    clearTimeout(timer)
    subscription.unsubscribe()
  })
}
