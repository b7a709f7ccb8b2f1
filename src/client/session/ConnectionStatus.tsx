import { Show } from "solid-js"
import { useChat } from "../chat.ts"
import { createConnectionStatus, type Status } from "./connection-status.ts"
import "./connection.css"

export function ConnectionStatus() {
  const { client, connection } = useChat()
  const { status, secondsLeft } = createConnectionStatus(connection)

  const words: Record<Status, () => string> = {
    open: () => "Connected",
    connecting: () => "Connecting…",
    waiting: () => `Reconnecting in ${secondsLeft()} s`,
    offline: () => "Offline",
  }

  return (
    <header class="connection" data-status={status()}>
      {/* The seconds are not read out one by one. */}
      <p role="status" aria-live={status() === "waiting" ? "off" : "polite"}>
        {words[status()]()}
      </p>
      <Show when={status() === "waiting"}>
        <button type="button" class="button quiet" onClick={client.connection.retryNow}>
          Try now
        </button>
      </Show>
    </header>
  )
}
