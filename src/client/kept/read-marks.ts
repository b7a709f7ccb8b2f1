import type { Database } from "./database.ts"
import type { Shelf } from "./kept.ts"

/** How far somebody has read, by room. */
export function createReadMarks({ person, attempt, whenMissing }: Shelf) {
  const theirs = () => IDBKeyRange.bound([person], [person, []])
  const known = new Map<number, number>()
  whenMissing((database) => raise(database, known))

  /** Another tab may have read further: what is kept only grows. */
  async function raise(database: Database, marks: ReadonlyMap<number, number>) {
    const { store, done } = database.transaction("read", "readwrite")
    const putting = [...marks].map(async ([roomId, seq]) => {
      const before = await store.get([person, roomId])
      if (before === undefined || before.seq < seq) await store.put({ seq }, [person, roomId])
    })
    await Promise.all([...putting, done])
  }

  function note(marks: Iterable<[number, number]>) {
    for (const [roomId, seq] of marks) known.set(roomId, Math.max(seq, known.get(roomId) ?? 0))
  }

  return {
    async all(): Promise<Map<number, number>> {
      const marks = await attempt(async (database) => {
        const { store } = database.transaction("read")
        const [keys, values] = await Promise.all([
          store.getAllKeys(theirs()),
          store.getAll(theirs()),
        ])
        return keys.map(([, roomId], index): [number, number] => [roomId, values[index]?.seq ?? 0])
      })
      note(marks ?? [])
      return new Map(marks)
    },

    keep(marks: ReadonlyMap<number, number>) {
      note(marks)
      return attempt((database) => raise(database, marks))
    },

    forget(roomIds: number[]) {
      for (const roomId of roomIds) known.delete(roomId)
      return attempt(async (database) => {
        const { store, done } = database.transaction("read", "readwrite")
        await Promise.all([...roomIds.map((roomId) => store.delete([person, roomId])), done])
      })
    },
  }
}

export type ReadMarks = ReturnType<typeof createReadMarks>
