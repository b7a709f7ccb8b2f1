import type { Peer } from "../admission/peer.ts"
import type { Core } from "./core.ts"
import type { Person } from "./people.ts"

type Typing = { roomId: number; isTyping: boolean }

export function createSetTyping({ store, hub, typing, others, admission }: Core) {
  /** Rejects with ROOM_NOT_FOUND. */
  return async function setTyping(peer: Peer, who: Person, { roomId, isTyping }: Typing) {
    // Where nobody listens there is perhaps no room, and nobody to tell but at other nodes.
    const isHeard = hub.hasListeners(roomId)
    if (!isHeard) await admission.reads.inTurn(peer, () => store.room(roomId))
    if (!(isHeard || others)) return
    if (isTyping) typing.start(peer, roomId, who)
    else typing.stop(roomId, who)
  }
}
