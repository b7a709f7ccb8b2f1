import type { Shelf } from "./kept.ts"

/** The rooms of which somebody wants to hear nothing. */
export function createMutedShelf({ person, attempt }: Shelf) {
  return {
    /** Undefined when it cannot be read. */
    all: async (): Promise<string[] | undefined> =>
      attempt(async (database) => (await database.get("muted", person))?.rooms ?? []),

    keep: (rooms: string[]) => attempt((database) => database.put("muted", { rooms }, person)),
  }
}

export type MutedShelf = ReturnType<typeof createMutedShelf>
