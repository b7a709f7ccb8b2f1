import type { Peer } from "../admission/peer.ts"
import type { Caller } from "./caller.ts"
import { visitor } from "./person.ts"

/** What a door found of who asks. */
export type Credentials = { name?: string | undefined }

/** The one way from credentials to a caller, for all doors. Rejects with USERNAME_REQUIRED for a name that is not allowed. */
export async function identify({ name }: Credentials, peer: Peer): Promise<Caller> {
  const person = name === undefined ? null : visitor(name)
  return { person, address: peer.address, peer }
}
