import type { Database } from "./database.ts"
import type { Shelf } from "./shelf.ts"

/** What was written in a room and not sent. */
export function createDrafts({ person, attempt, whenMissing }: Shelf) {
  const written = new Map<number, string>()
  /** Rooms whose draft is in memory only. */
  const unkept = new Set<number>()
  const put = (database: Database, roomId: number): Promise<unknown> => {
    const text = written.get(roomId)
    return text
      ? database.put("drafts", { text }, [person, roomId])
      : database.delete("drafts", [person, roomId])
  }
  whenMissing((database) => Promise.all([...written.keys()].map((roomId) => put(database, roomId))))

  return {
    /** Empty when there is none. */
    async in(roomId: number): Promise<string> {
      // As of now: what is written while it is read is newer than what was asked for.
      const newer = unkept.has(roomId) ? written.get(roomId) : undefined
      const kept = await attempt(
        async (database) => (await database.get("drafts", [person, roomId]))?.text ?? "",
      )
      return newer ?? kept ?? written.get(roomId) ?? ""
    },

    async keep(roomId: number, text: string) {
      written.set(roomId, text)
      unkept.add(roomId)
      await attempt(async (database) => {
        await put(database, roomId)
        // What was written meanwhile is still to be kept.
        if (written.get(roomId) === text) unkept.delete(roomId)
      })
    },
  }
}

export type Drafts = ReturnType<typeof createDrafts>
