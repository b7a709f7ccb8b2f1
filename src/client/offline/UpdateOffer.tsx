import { createEffect, on, onMount, Show } from "solid-js"
import { useChat } from "../chat/context.ts"
import { ifAllowed } from "../ui/if-allowed.ts"
import { words } from "../words/words.ts"
import { createUpdates } from "./updates.ts"
import "./offline.css"

export function UpdateOffer() {
  const { connection } = useChat()
  // Absent where a page came over plain HTTP; in development the files change all the time.
  const workers = import.meta.env.PROD ? ifAllowed(() => navigator.serviceWorker) : undefined
  if (!workers) return null
  const updates = createUpdates(workers, () => location.reload())

  // The first messages are loaded before what is cached for the next visit.
  onMount(() => {
    if (document.readyState === "complete") void updates.register()
    else addEventListener("load", () => void updates.register(), { once: true })
  })
  // A server that was away may be back in a newer version.
  const status = () => connection().status
  createEffect(on(status, (now) => now === "open" && updates.check(), { defer: true }))

  return (
    <div class="update-offer" aria-live="polite">
      <Show when={updates.isReady()}>
        <p>{words().offline.newVersion}</p>
        <button type="button" class="button quiet" onClick={updates.apply}>
          {words().offline.reload}
        </button>
      </Show>
    </div>
  )
}
