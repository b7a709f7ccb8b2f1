import type { Api } from "../api.ts"
import type { Message, RoomEvent } from "../sdk/index.ts"
import { keepSubscribed } from "../subscription.ts"
import { isKnownEvent } from "./known-events.ts"
import type { RoomHistory } from "./room-history.ts"
import type { RoomStore } from "./room-store.ts"

type RoomFeedOptions = {
  client: Api["client"]
  roomId: number
  store: RoomStore
  history: RoomHistory
  /** The reader is not at the newest. */
  isAway: () => boolean
  onMessage: (message: Message) => void
}

/** The subscription to a room's events. Returns what subscribes, for as long as the caller's scope lives. */
export function createRoomFeed(options: RoomFeedOptions) {
  const { client, roomId, store, history, isAway, onMessage } = options
  const { state, apply } = store
  const isLogReplaced = createLogCheck()

  function receive(event: RoomEvent, id: string) {
    if (!isKnownEvent(event)) return
    if (isLogReplaced(id)) {
      apply({ type: "reset" })
      loadMissing()
    }
    if (event.type === "message") onMessage(event)
    if (event.type !== "gap") return store.receive(event)
    detachIfAway()
    apply(event)
    loadMissing()
  }

  /** A reader of older messages is not moved away from them. */
  function detachIfAway() {
    if (isAway()) apply({ type: "detached" })
  }

  function loadMissing() {
    if (state().nextAfter === null) void history.loader.newest()
  }

  function start(messageId: number | undefined) {
    history.loader.cancel()
    detachIfAway()
    apply({ type: "subscribed" })
    if (messageId === undefined) loadMissing()
    else void history.ensureLoaded(messageId)
  }

  return function subscribe(messageId: number | undefined) {
    let first = messageId
    keepSubscribed((resubscribe) => {
      let hasReceived = false
      return client.onRoomEvent.subscribe(
        { roomId },
        {
          onStarted() {
            // After its first event the client resumes there by itself, and nothing is missing.
            if (hasReceived) return
            start(first)
            first = undefined
          },
          onData({ id, data }) {
            hasReceived = true
            receive(data, id)
          },
          onComplete() {
            if (!state().deleted) resubscribe()
          },
          onError(error) {
            history.fail(error)
            if (!state().deleted) resubscribe()
          },
        },
      )
    })
  }
}

/** An event's id names its log: after a backup is restored the same `seq` may be another message. */
function createLogCheck() {
  let known: string | null = null
  return (id: string) => {
    const before = known
    known = id.slice(0, id.lastIndexOf(":"))
    return before !== null && before !== known
  }
}
