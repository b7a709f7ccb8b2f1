import type { Caller } from "../identity/caller.ts"

/** Whom something beyond a room is for: everybody, or one person by id. */
export type Topic = "public" | `person:${string}`

export const topicsOf = ({ person }: Pick<Caller, "person">): Topic[] =>
  person ? ["public", `person:${person.id}`] : ["public"]
