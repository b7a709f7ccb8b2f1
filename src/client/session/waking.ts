import { onCleanup } from "solid-js"

const LOOK_MS = 5_000
/** A tab in the background may be woken once a minute only; who slept longer has lost time. */
const SLEPT_MS_MIN = 90_000

/** The network is back, somebody looks again, or the machine slept: no time to wait any longer. */
export function onWaking(wake: () => void) {
  let lastLook = Date.now()

  function wakeIfVisible() {
    if (document.visibilityState === "visible") wake()
  }

  function wakeAfterSleep() {
    const now = Date.now()
    if (now - lastLook > SLEPT_MS_MIN) wake()
    lastLook = now
  }

  const looking = setInterval(wakeAfterSleep, LOOK_MS)
  addEventListener("online", wake)
  document.addEventListener("visibilitychange", wakeIfVisible)
  onCleanup(() => {
    clearInterval(looking)
    removeEventListener("online", wake)
    document.removeEventListener("visibilitychange", wakeIfVisible)
  })
}
