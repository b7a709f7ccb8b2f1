import { ChatError } from "../../shared/errors.ts"
import type { Peer } from "../admission/peer.ts"
import type { Person } from "./person.ts"

/** Who asks, from where, over which connection: the first argument of everything that can be asked. */
export type Caller = {
  readonly person: Person | null
  readonly address: string
  readonly peer: Peer
}

export function personOf({ person }: Caller): Person {
  if (!person) throw new ChatError("USERNAME_REQUIRED", "username is missing")
  return person
}
