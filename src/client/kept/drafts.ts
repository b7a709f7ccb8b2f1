import type { Shelf } from "./kept.ts"

/** What was written in a room and not sent. */
export function createDrafts({ person, attempt, trouble }: Shelf) {
  const written = new Map<number, string>()

  return {
    /** Empty when there is none. */
    async in(roomId: number): Promise<string> {
      const draft = await attempt((database) => database.get("drafts", [person, roomId]))
      // What could not be kept is newer than what is.
      const inMemory = trouble() ? written.get(roomId) : undefined
      return inMemory ?? draft?.text ?? ""
    },

    keep(roomId: number, text: string) {
      written.set(roomId, text)
      return attempt<unknown>((database) =>
        text === ""
          ? database.delete("drafts", [person, roomId])
          : database.put("drafts", { text }, [person, roomId]),
      )
    },
  }
}

export type Drafts = ReturnType<typeof createDrafts>
