/** Installs the app in the browser, and offers a newer version, which takes over only on a click. */
import { createSignal, onCleanup } from "solid-js"
import { addressOf } from "../base.ts"

const WORKER = addressOf("/service-worker.js")

export function createUpdates(workers: ServiceWorkerContainer, reload: () => void) {
  const [isReady, setReady] = createSignal(false)
  const lifetime = new AbortController()
  const { signal } = lifetime
  let registration: ServiceWorkerRegistration | undefined
  onCleanup(() => lifetime.abort())

  // Only a page that came from a version can be replaced by another.
  const updateReady = () =>
    setReady((known) => known || Boolean(registration?.waiting && workers.controller))

  function watchInstalling() {
    registration?.installing?.addEventListener("statechange", updateReady, { signal })
  }

  return {
    isReady,

    /** Where the browser allows no worker, the app is simply not there offline. */
    async register() {
      registration = await workers.register(WORKER).catch(() => undefined)
      if (signal.aborted) return
      registration?.addEventListener("updatefound", watchInstalling, { signal })
      watchInstalling()
      updateReady()
    },

    check() {
      registration?.update().catch(() => undefined)
    },

    /** In another tab it may have taken over already. */
    apply() {
      const waiting = registration?.waiting
      if (!waiting) return reload()
      workers.addEventListener("controllerchange", reload, { once: true })
      waiting.postMessage("take over")
    },
  }
}
