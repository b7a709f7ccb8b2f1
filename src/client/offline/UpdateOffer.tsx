import { createEffect, on, onMount, Show } from "solid-js"
import { useChat } from "../chat/chat.ts"
import { ifAllowed } from "../ui/if-allowed.ts"
import { words } from "../words/words.ts"
import { createUpdates } from "./updates.ts"
import "./offline.css"

/** Calm: a newer version is offered, never forced on somebody. */
export function UpdateOffer() {
  const { connection } = useChat()
  // Absent where a page came over plain HTTP; in development the files change all the time.
  const workers = import.meta.env.PROD ? ifAllowed(() => navigator.serviceWorker) : undefined
  if (!workers) return null
  const updates = createUpdates(workers, () => location.reload())

  // The first messages are worth more than being there offline the next time.
  onMount(() => {
    if (document.readyState === "complete") void updates.begin()
    else addEventListener("load", () => void updates.begin(), { once: true })
  })
  // Whoever comes back may come back to a newer server.
  const status = () => connection().status
  createEffect(on(status, (now) => now === "open" && updates.look(), { defer: true }))

  return (
    <div class="update-offer" aria-live="polite">
      <Show when={updates.isReady()}>
        <p>{words().offline.newVersion}</p>
        <button type="button" class="button quiet" onClick={updates.take}>
          {words().offline.reload}
        </button>
      </Show>
    </div>
  )
}
