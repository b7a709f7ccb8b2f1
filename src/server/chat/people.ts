import { ChatError } from "../../shared/errors.ts"
import { Username } from "../../shared/schema.ts"
import { nameKey } from "../../shared/text.ts"

/** Somebody who may speak. Two names with one key are the same person. */
export type Person = { username: string; key: string }

/** Reads a claimed username. Throws USERNAME_REQUIRED when it is missing or not allowed. */
export function personNamed(claim: unknown): Person {
  const name = Username.safeParse(claim)
  if (name.success) return { username: name.data, key: nameKey(name.data) }
  const why = claim === undefined ? "is missing" : name.error.issues[0]?.message
  throw new ChatError("USERNAME_REQUIRED", `username ${why}`)
}
