import { onCleanup } from "solid-js"

const AGAIN_MS = 2_000

export type Subscription = { unsubscribe(): void }

/**
 * Keeps a subscription for as long as the caller's scope lives. Lost connections are the client's affair; this is for
 * a server that ended the subscription itself: whoever still wants it calls `again`.
 */
export function keepSubscribed(start: (again: () => void) => Subscription) {
  let subscription = start(again)
  let due: ReturnType<typeof setTimeout> | undefined
  let wanted = true

  function again() {
    clearTimeout(due)
    if (!wanted) return
    due = setTimeout(() => {
      subscription = start(again)
    }, AGAIN_MS)
  }

  onCleanup(() => {
    wanted = false
    clearTimeout(due)
    subscription.unsubscribe()
  })
}
