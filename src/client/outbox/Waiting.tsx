import { useChat } from "../chat/context.ts"
import { words } from "../words/words.ts"
import "./waiting.css"

/** Why a message is not sent yet: shown at once without a connection, and else only when it takes long. */
export function Waiting() {
  const { connection } = useChat()
  const isOpen = () => connection().status === "open"
  return (
    <p class="message-waiting" classList={{ soon: isOpen() }}>
      {isOpen() ? words().outbox.soon : words().outbox.waiting}
    </p>
  )
}
