/** One room as this person lives in it: what is told and written there, and how it is followed. */
import { createSignal } from "solid-js"
import { TYPING_LEASE_MS } from "../../shared/limits.ts"
import { nameKey } from "../../shared/text.ts"
import type { Api } from "../api.ts"
import { applyEvent, emptyRoom, type LiveEvent } from "../live.ts"
import type { Outbox } from "../outbox/outbox.ts"
import { codeOf, inWords } from "../problem.ts"
import type { RoomEvent } from "../sdk/index.ts"
import { keepSubscribed } from "../subscription.ts"

const RELOAD_MS = 2_000

function createConversation({ client }: Api, outbox: Outbox, roomId: number) {
  const [live, setLive] = createSignal(emptyRoom())
  const [problem, setProblem] = createSignal("")
  const typingLeases = new Map<string, ReturnType<typeof setTimeout>>()
  let loads = 0
  let loadingOlder = false

  const apply = (event: LiveEvent) => setLive((now) => applyEvent(now, event))

  const fail = (error: unknown) => {
    if (codeOf(error) === "ROOM_NOT_FOUND") apply({ type: "room_deleted", roomId })
    else setProblem(inWords(error))
  }

  /** Only the answer to the last question counts: an earlier one may lack what was told since. */
  async function loadNewest() {
    const load = ++loads
    try {
      const page = await client.messages.history.query({ roomId })
      if (load !== loads) return
      setProblem("")
      apply({ type: "history", ...page })
    } catch (error) {
      if (load !== loads) return
      fail(error)
      if (!live().deleted) setTimeout(() => load === loads && loadNewest(), RELOAD_MS)
    }
  }

  function hear(event: RoomEvent) {
    apply(event)
    if (event.type === "message") outbox.heard(event)
    if (event.type === "gap") void loadNewest()
    if (event.type === "typing" && event.isTyping) expireTyping(event.username)
  }

  /** The sign that somebody stopped may never come. */
  function expireTyping(name: string) {
    clearTimeout(typingLeases.get(nameKey(name)))
    const expire = () => apply({ type: "typing", username: name, isTyping: false })
    typingLeases.set(nameKey(name), setTimeout(expire, TYPING_LEASE_MS))
  }

  outbox.follow(roomId, apply)

  return {
    roomId,
    live,
    /** What went wrong with the room as a whole, in words; empty when nothing did. */
    problem,

    /** Is present and hears what happens for as long as the caller's scope lives. */
    follow() {
      keepSubscribed((again) => {
        let heard = false
        return client.onRoomEvent.subscribe(
          { roomId },
          {
            onStarted() {
              // Having heard anything, the client goes on after it, and nothing is missing.
              if (heard) return
              apply({ type: "entered" })
              void loadNewest()
            },
            onData({ data }) {
              heard = true
              hear(data)
            },
            onComplete() {
              if (!live().deleted) again()
            },
            onError(error) {
              fail(error)
              if (!live().deleted) again()
            },
          },
        )
      })
    },

    leave() {
      loads++
      for (const lease of typingLeases.values()) clearTimeout(lease)
      typingLeases.clear()
      apply({ type: "left" })
    },

    async loadOlder() {
      const before = live().olderThan
      if (loadingOlder || before === null || before === undefined) return
      loadingOlder = true
      try {
        apply({
          type: "older",
          before,
          ...(await client.messages.history.query({ roomId, before })),
        })
        setProblem("")
      } catch (error) {
        fail(error)
      }
      loadingOlder = false
    },

    /** Shows it at once; resolves when it is kept. The same `clientId` again is another try with the same message. */
    send: (content: string, clientId?: string) => outbox.write({ roomId, content, clientId }),
    discard: outbox.discard,
    /** The text of the last message that was not sent, out of the list; null when there is none. */
    takeBack: () => outbox.takeBack(roomId),
  }
}

export type Conversation = ReturnType<typeof createConversation>

/** Conversations outlive their time on the screen: what is still being sent in them is there again. */
export function createConversations(api: Api, outbox: Outbox) {
  const conversations = new Map<number, Conversation>()
  return function conversationIn(roomId: number): Conversation {
    const conversation = conversations.get(roomId) ?? createConversation(api, outbox, roomId)
    conversations.set(roomId, conversation)
    return conversation
  }
}
