/**
 * Brings the app into the browser, and says when a newer version of it is there in full. It takes over only when
 * somebody asks; until then everything goes on in the version it began in.
 */
import { createSignal, onCleanup } from "solid-js"
import { addressOf } from "../base.ts"

const WORKER = addressOf("/service-worker.js")

/** `restart` shows the page anew. */
export function createUpdates(workers: ServiceWorkerContainer, restart: () => void) {
  const [isReady, setReady] = createSignal(false)
  const ended = new AbortController()
  const { signal } = ended
  let registration: ServiceWorkerRegistration | undefined
  onCleanup(() => ended.abort())

  // Only a page that came from a version can be replaced by another.
  const note = () =>
    setReady((known) => known || Boolean(registration?.waiting && workers.controller))

  function watchArriving() {
    registration?.installing?.addEventListener("statechange", note, { signal })
  }

  return {
    isReady,

    /** Where the browser allows no worker, the app is simply not there offline. */
    async begin() {
      registration = await workers.register(WORKER).catch(() => undefined)
      if (signal.aborted) return
      registration?.addEventListener("updatefound", watchArriving, { signal })
      watchArriving()
      note()
    },

    /** Asks the server whether there is another version. */
    look() {
      registration?.update().catch(() => undefined)
    },

    /** In another tab it may have taken over already. */
    take() {
      const waiting = registration?.waiting
      if (!waiting) return restart()
      workers.addEventListener("controllerchange", restart, { once: true })
      waiting.postMessage("take over")
    },
  }
}
