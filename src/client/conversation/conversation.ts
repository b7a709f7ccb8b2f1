/** One room as this person lives in it: what is told and written there, and how it is followed. */
import { createSignal } from "solid-js"
import { TYPING_LEASE_MS } from "../../shared/limits.ts"
import { nameKey } from "../../shared/text.ts"
import type { Api } from "../api.ts"
import { applyEvent, emptyRoom, type LiveEvent, shown, type Written } from "../live.ts"
import { codeOf, inWords } from "../problem.ts"
import type { History, RoomEvent } from "../sdk/index.ts"
import { keepSubscribed } from "../subscription.ts"

const RELOAD_MS = 2_000

function createConversation({ client, username }: Api, roomId: number) {
  const [live, setLive] = createSignal(emptyRoom())
  const [problem, setProblem] = createSignal("")
  const typingLeases = new Map<string, ReturnType<typeof setTimeout>>()
  let sent: Promise<void> = Promise.resolve()
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
    if (event.type === "gap") void loadNewest()
    if (event.type === "typing" && event.isTyping) expireTyping(event.username)
  }

  /** The sign that somebody stopped may never come. */
  function expireTyping(name: string) {
    clearTimeout(typingLeases.get(nameKey(name)))
    const expire = () => apply({ type: "typing", username: name, isTyping: false })
    typingLeases.set(nameKey(name), setTimeout(expire, TYPING_LEASE_MS))
  }

  async function deliver({ clientId, content }: Written) {
    try {
      apply({
        type: "acknowledged",
        ...(await client.messages.send.mutate({ roomId, clientId, content })),
      })
    } catch (error) {
      apply({ type: "refused", clientId, why: inWords(error) })
    }
  }

  function dispatch(written: Written) {
    apply({ type: "sending", ...written })
    // One after the other, so that messages keep their order over a lost connection.
    sent = sent.then(() => deliver(written))
  }

  return {
    roomId,
    live: () => shown(live()),
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

    remember: (page: History) => apply({ type: "remembered", ...page }),

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

    /** Shows it at once. The same `clientId` again is another try with the same message. */
    send(content: string, clientId = newClientId()) {
      dispatch({ clientId, content, username, timestamp: new Date().toISOString() })
    },

    discard: (clientId: string) => apply({ type: "discarded", clientId }),
  }
}

/** Not `randomUUID`, which browsers keep from pages that come over plain HTTP. */
function newClientId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
}

export type Conversation = ReturnType<typeof createConversation>

/** Conversations outlive their time on the screen, so that what is still being sent in them is. */
export function createConversations(api: Api) {
  const conversations = new Map<number, Conversation>()
  return function conversationIn(roomId: number): Conversation {
    const conversation = conversations.get(roomId) ?? createConversation(api, roomId)
    conversations.set(roomId, conversation)
    return conversation
  }
}
