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
export class RoomFeed {
  readonly #options: RoomFeedOptions
  #log: string | null = null

  constructor(options: RoomFeedOptions) {
    this.#options = options
  }

  /** For as long as the caller's scope lives. The messages around this one are loaded first. */
  subscribe(messageId: number | undefined) {
    const { client, roomId, store, history } = this.#options
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
            this.#start(first)
            first = undefined
          },
          onData: ({ id, data }) => {
            hasReceived = true
            this.#receive(data, id)
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

  #start(messageId: number | undefined) {
    const { store, history } = this.#options
    history.loader.cancel()
    this.#detachIfAway()
    store.apply({ type: "subscribed" })
    if (messageId === undefined) this.#loadMissing()
    else void history.ensureLoaded(messageId)
  }

  #receive(event: RoomEvent, id: string) {
    const { store, onMessage } = this.#options
    if (!isKnownEvent(event)) return
    if (this.#isLogReplaced(id)) {
      store.apply({ type: "reset" })
      this.#loadMissing()
    }
    if (event.type === "message") onMessage(event)
    if (event.type !== "gap") return store.receive(event)
    this.#detachIfAway()
    store.apply(event)
    this.#loadMissing()
  }

  /** An event's id names its log: after a backup is restored the same `seq` may be another message. */
  #isLogReplaced(id: string) {
    const before = this.#log
    this.#log = id.slice(0, id.lastIndexOf(":"))
    return before !== null && before !== this.#log
  }

  #detachIfAway() {
    if (this.#options.isAway()) this.#options.store.apply({ type: "detached" })
  }

  #loadMissing() {
    const { store, history } = this.#options
    if (store.state().nextAfter === null) void history.loader.newest()
  }
}
