import { Show } from "solid-js"
import { useChat } from "../chat/context.ts"
import { words } from "../words/words.ts"
import type { ConnectionStatus as Known, Status } from "./connection-status.ts"
import "./connection.css"

export function ConnectionStatus(props: { known: Known }) {
  const { client } = useChat()
  const status = () => props.known.status()

  const texts: Record<Status, () => string> = {
    open: () => words().session.open,
    connecting: () => words().session.connecting,
    waiting: () => words().session.waiting(props.known.secondsLeft()),
    offline: () => words().session.offline,
  }

  return (
    <header class="connection" classList={{ lost: props.known.isLost() }}>
      {/* The seconds are not read out one by one. */}
      <p role="status" aria-live={status() === "waiting" ? "off" : "polite"}>
        {texts[status()]()}
      </p>
      <Show when={status() === "waiting"}>
        <button type="button" class="button quiet" onClick={client.connection.retryNow}>
          {words().session.tryNow}
        </button>
      </Show>
    </header>
  )
}
