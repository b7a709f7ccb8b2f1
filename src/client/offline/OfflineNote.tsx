import { createMemo } from "solid-js"
import { useChat } from "../chat/chat.ts"
import type { Conversation } from "../conversation/conversation.ts"
import { words } from "../words/words.ts"
import { rememberRoom } from "./cache-rooms.ts"
import { createAway } from "./missed-count.ts"
import "./offline.css"

/** What a lost connection means for the messages on screen. */
export function OfflineNote(props: { conversation: Conversation }) {
  const chat = useChat()
  // The note is made anew for every conversation.
  const { conversation } = props
  rememberRoom(conversation, chat.kept.lastSeen, chat.connection)
  const news = createAway(conversation, chat)

  const note = createMemo(() => {
    const { olderThan, remembered } = conversation.live()
    if (news() > 0) return words().offline.away(news())
    if (chat.connection().status !== "waiting") return remembered ? words().offline.lastSeen : ""
    if (remembered) return words().offline.lastSeen
    return olderThan === undefined ? words().offline.notSeen : ""
  })

  return (
    <p class="offline-note" aria-live="polite">
      {note()}
    </p>
  )
}
