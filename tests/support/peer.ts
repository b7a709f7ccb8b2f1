import type { Peer } from "../../src/server/admission/peer.ts"

/** A connection that lives for ever and takes every answer at once. */
export function newPeer(address = "127.0.0.1"): Peer {
  return {
    address,
    connectionKey: {},
    isGone: false,
    hold: () => undefined,
    seenAt: () => Number.POSITIVE_INFINITY,
  }
}
