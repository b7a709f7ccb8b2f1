import type { Database } from "./database.ts"
import type { PersonDatabase } from "./person-database.ts"

export function createDraftStore({ person, attempt, onRecreated }: PersonDatabase) {
  const written = new Map<number, string>()
  /** Rooms whose draft is in memory only. */
  const unstored = new Set<number>()
  const put = (database: Database, roomId: number): Promise<unknown> => {
    const text = written.get(roomId)
    return text
      ? database.put("drafts", { text }, [person, roomId])
      : database.delete("drafts", [person, roomId])
  }
  onRecreated((database) => Promise.all([...written.keys()].map((roomId) => put(database, roomId))))

  return {
    async get(roomId: number): Promise<string> {
      // As of now: what is written during the read is newer than what was asked for.
      const newer = unstored.has(roomId) ? written.get(roomId) : undefined
      const stored = await attempt(
        async (database) => (await database.get("drafts", [person, roomId]))?.text ?? "",
      )
      return newer ?? stored ?? written.get(roomId) ?? ""
    },

    async put(roomId: number, text: string) {
      written.set(roomId, text)
      unstored.add(roomId)
      await attempt(async (database) => {
        await put(database, roomId)
        // What was written meanwhile is still unstored.
        if (written.get(roomId) === text) unstored.delete(roomId)
      })
    },
  }
}

export type DraftStore = ReturnType<typeof createDraftStore>
