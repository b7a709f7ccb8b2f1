import { ChatError } from "../../shared/errors.ts"
import { Username } from "../../shared/schema.ts"
import { nameKey } from "../../shared/text.ts"

/** `id` tells people apart everywhere: presence, typing, rates, client ids. A visitor's is `nameKey(name)`. */
export type Person = { readonly id: string; readonly name: string }

/** The person of a claimed name. Throws USERNAME_REQUIRED when it is missing or not allowed. */
export function visitor(claim: unknown): Person {
  const name = Username.safeParse(claim)
  if (name.success) return { id: nameKey(name.data), name: name.data }
  const why = claim === undefined ? "is missing" : name.error.issues[0]?.message
  throw new ChatError("USERNAME_REQUIRED", `username ${why}`)
}
