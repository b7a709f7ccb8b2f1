import type { Peer } from "../../src/server/admission/peer.ts"
import type { Connection } from "../../src/server/chat/presence.ts"

/** A connection that lives for ever and takes every answer at once. */
export function newPeer(address = "127.0.0.1"): Peer & Connection {
  const connection = {}
  return {
    address,
    connection,
    isGone: false,
    hold: () => undefined,
    seenAt: () => Number.POSITIVE_INFINITY,
  }
}
