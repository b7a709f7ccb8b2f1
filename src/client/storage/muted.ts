import type { PersonDatabase } from "./person-database.ts"

export function createMutedStore({ person, attempt, onRecreated }: PersonDatabase) {
  let known: string[] | undefined
  onRecreated(async (database) => known && (await database.put("muted", { rooms: known }, person)))

  return {
    /** Undefined when it cannot be read. */
    async all(): Promise<string[] | undefined> {
      const stored = await attempt(
        async (database) => (await database.get("muted", person))?.rooms ?? [],
      )
      known ??= stored
      return stored
    },

    put(rooms: string[]) {
      known = rooms
      return attempt((database) => database.put("muted", { rooms }, person))
    },
  }
}

export type MutedStore = ReturnType<typeof createMutedStore>
