import type { RoomsEvent } from "../../shared/events.ts"
import { INBOX_EVENTS_MAX } from "../../shared/limits.ts"
import type { Core } from "./core.ts"
import { createInbox } from "./inbox.ts"

export function createFollowRooms({ lobby }: Pick<Core, "lobby">) {
  /** Rooms created and deleted from now on, until `signal` aborts or the reader stops reading. */
  return function followRooms(signal: AbortSignal): AsyncIterable<RoomsEvent> {
    const inbox = createInbox<RoomsEvent>(INBOX_EVENTS_MAX, null)
    const stopListening = lobby.listen("rooms", inbox.push)
    signal.addEventListener("abort", leave, { once: true })
    if (signal.aborted) leave()
    return read()

    async function* read() {
      try {
        yield* inbox
      } finally {
        leave()
      }
    }

    function leave() {
      stopListening()
      inbox.end()
    }
  }
}
