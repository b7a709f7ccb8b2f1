import { createMemo } from "solid-js"
import { useChat } from "../chat/context.ts"
import type { Conversation } from "../conversation/conversation.ts"
import { words } from "../words/words.ts"
import { cacheRoom } from "./cache-rooms.ts"
import { createMissedCount } from "./missed-count.ts"
import "./offline.css"

export function OfflineNote(props: { conversation: Conversation }) {
  const chat = useChat()
  // The component is created anew for every conversation.
  const { conversation } = props
  cacheRoom(conversation, chat.storage.roomCache, chat.connection)
  const missed = createMissedCount(conversation, chat)

  const note = createMemo(() => {
    const { nextBefore, cached } = conversation.state()
    if (missed() > 0) return words().offline.away(missed())
    if (chat.connection().status !== "waiting") return cached ? words().offline.lastSeen : ""
    if (cached) return words().offline.lastSeen
    return nextBefore === undefined ? words().offline.notSeen : ""
  })

  return (
    <p class="offline-note" aria-live="polite">
      {note()}
    </p>
  )
}
