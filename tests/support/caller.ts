import type { Peer } from "../../src/server/admission/peer.ts"
import type { Caller } from "../../src/server/identity/caller.ts"
import { visitor } from "../../src/server/identity/person.ts"
import { newPeer } from "./peer.ts"

/** A visitor, or a caller without a name. */
export const newCaller = (name: string | null = null, peer: Peer = newPeer()): Caller => ({
  person: name === null ? null : visitor(name),
  address: peer.address,
  peer,
})
