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

/** The subscription to a room's events. */
export function createRoomFeed({ client, roomId, store, history, ...reader }: RoomFeedOptions) {
  let log: string | null = null

  /** An event's id names its log: after a backup is restored the same `seq` may be another message. */
  function isLogReplaced(id: string) {
    const before = log
    log = id.slice(0, id.lastIndexOf(":"))
    return before !== null && before !== log
  }

  function detachIfAway() {
    if (reader.isAway()) store.apply({ type: "detached" })
  }

  function loadMissing() {
    if (store.state().nextAfter === null) void history.loader.newest()
  }

  function start(messageId: number | undefined) {
    history.loader.cancel()
    detachIfAway()
    store.apply({ type: "subscribed" })
    if (messageId === undefined) loadMissing()
    else void history.ensureLoaded(messageId)
  }

  function receive(event: RoomEvent, id: string) {
    if (!isKnownEvent(event)) return
    if (isLogReplaced(id)) {
      store.apply({ type: "reset" })
      loadMissing()
    }
    if (event.type === "message") reader.onMessage(event)
    if (event.type !== "gap") return store.receive(event)
    detachIfAway()
    store.apply(event)
    loadMissing()
  }

  /** For as long as the caller's scope lives. The messages around this one are loaded first. */
  return function subscribe(messageId: number | undefined) {
    let first = messageId
    keepSubscribed((resubscribe) => {
      const resubscribeUnlessDeleted = () => {
        if (!store.state().deleted) resubscribe()
      }
      let hasReceived = false
      return client.onRoomEvent.subscribe(
        { roomId },
        {
          onStarted: () => {
            // After its first event the client resumes there by itself, and nothing is missing.
            if (hasReceived) return
            start(first)
            first = undefined
          },
          onData: ({ id, data }) => {
            hasReceived = true
            receive(data, id)
          },
          onComplete: resubscribeUnlessDeleted,
          onError(error) {
            history.fail(error)
            resubscribeUnlessDeleted()
          },
        },
      )
    })
  }
}
