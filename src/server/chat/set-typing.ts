import { type Caller, personOf } from "../identity/caller.ts"
import type { Core } from "./core.ts"

type TypingInput = { roomId: number; isTyping: boolean }

export function createSetTyping({ store, access, hub, typing, cluster, admission }: Core) {
  /** Rejects with USERNAME_REQUIRED, ROOM_NOT_FOUND or NOT_ALLOWED. */
  return async function setTyping(caller: Caller, { roomId, isTyping }: TypingInput) {
    const person = personOf(caller)
    access.admitTo(caller, roomId, "type")
    // Without subscribers there is perhaps no room, and none to tell but at other nodes.
    const isHeard = hub.hasSubscribers(roomId)
    if (!isHeard) await admission.reads.inTurn(caller.peer, () => store.room(roomId))
    if (!(isHeard || cluster)) return
    if (isTyping) typing.start(roomId, person, caller.address)
    else typing.stop(roomId, person)
  }
}
