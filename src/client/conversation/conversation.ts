/** One room as this person lives in it: what is told and written there, and how it is followed. */
import { createSignal } from "solid-js"
import type { Api } from "../api.ts"
import type { Outbox } from "../outbox/outbox.ts"
import { codeOf, inWords, type Problem, problemOf } from "../problem.ts"
import { shown } from "../room/cached.ts"
import { placeOf } from "../room/entries.ts"
import type { Remembered } from "../room/state.ts"
import type { RoomEvent } from "../sdk/index.ts"
import { keepSubscribed } from "../subscription.ts"
import { createLoading } from "./history-loader.ts"
import { isKnownEvent } from "./known-events.ts"
import { createHearing } from "./room-store.ts"
import { createWhereabouts } from "./scroll-position.ts"

function createConversation({ client }: Api, outbox: Outbox, roomId: number) {
  const hearing = createHearing()
  const { live, apply } = hearing
  const whereabouts = createWhereabouts(live)
  const [problem, setProblem] = createSignal<Problem | null>(null)
  const [unknown, setUnknown] = createSignal(false)
  const isOfOtherLog = createLogRule()
  const loading = createLoading({
    ...{ client, roomId, live, apply },
    tell: (error) => (error === null ? setProblem(null) : fail(error)),
  })

  function fail(error: unknown) {
    if (codeOf(error) === "ROOM_NOT_FOUND") apply({ type: "room_deleted", roomId })
    else setProblem(problemOf(error))
  }

  function hear(event: RoomEvent, id: string) {
    if (!isKnownEvent(event)) return
    if (isOfOtherLog(id)) {
      apply({ type: "left" })
      loadWhatIsMissing()
    }
    if (event.type === "message") outbox.heard(event)
    if (event.type !== "gap") return hearing.hear(event)
    partIfAway()
    apply(event)
    loadWhatIsMissing()
  }

  /** Whoever reads what is older goes on reading. */
  function partIfAway() {
    if (whereabouts.place() !== null) apply({ type: "parted" })
  }

  function loadWhatIsMissing() {
    if (live().newerThan === null) void loading.newest()
  }

  /** Sees to it that the message is here, or says that there is none. */
  async function show(messageId: number) {
    setUnknown(false)
    const { entries } = live()
    if (entries[placeOf(entries, messageId, "id")]?.id === messageId) return
    if (await loading.around(messageId)) return
    setUnknown(true)
    if (live().olderThan === undefined) await loading.newest()
  }

  outbox.follow(roomId, apply)

  return {
    roomId,
    live: () => shown(live()),
    told: hearing.told,
    ...whereabouts,
    /** What went wrong with the room as a whole, in words; empty when nothing did. */
    problem: () => inWords(problem()),
    /** The message that was asked for is not in this room. */
    unknown,

    /** Is present and hears what happens for as long as the caller's scope lives, first of all around a message. */
    follow(messageId = whereabouts.place()?.messageId) {
      let first = messageId
      keepSubscribed((again) => {
        let heard = false
        return client.onRoomEvent.subscribe(
          { roomId },
          {
            onStarted() {
              // Having heard anything, the client goes on after it, and nothing is missing.
              if (heard) return
              loading.cancel()
              partIfAway()
              apply({ type: "entered" })
              if (first === undefined) loadWhatIsMissing()
              else void show(first)
              first = undefined
            },
            onData({ id, data }) {
              heard = true
              hear(data, id)
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

    remember: (page: Remembered) => apply({ type: "remembered", ...page }),

    leave() {
      loading.cancel()
      setUnknown(false)
      hearing.leave()
    },

    show,
    loadNewest: loading.newest,
    loadOlder: loading.older,
    loadNewer: loading.newer,

    /** Shows it at once; resolves when it is kept. The same `clientId` again is another try with the same message. */
    send: (content: string, clientId?: string) => outbox.write({ roomId, content, clientId }),
    discard: outbox.discard,
    /** The text of the last message that was not sent, out of the list; null when there is none. */
    takeBack: () => outbox.takeBack(roomId),
  }
}

/** An event's id names its log: in a restored backup the same places hold other messages than they did. */
function createLogRule() {
  let known: string | null = null
  return (id: string) => {
    const before = known
    known = id.slice(0, id.lastIndexOf(":"))
    return before !== null && before !== known
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
