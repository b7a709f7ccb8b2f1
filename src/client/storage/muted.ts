import type { Shelf } from "./shelf.ts"

/** The rooms of which somebody wants to hear nothing. */
export function createMutedShelf({ person, attempt, whenMissing }: Shelf) {
  let known: string[] | undefined
  whenMissing(async (database) => known && (await database.put("muted", { rooms: known }, person)))

  return {
    /** Undefined when it cannot be read. */
    async all(): Promise<string[] | undefined> {
      const kept = await attempt(
        async (database) => (await database.get("muted", person))?.rooms ?? [],
      )
      known ??= kept
      return kept
    },

    keep(rooms: string[]) {
      known = rooms
      return attempt((database) => database.put("muted", { rooms }, person))
    },
  }
}

export type MutedShelf = ReturnType<typeof createMutedShelf>
