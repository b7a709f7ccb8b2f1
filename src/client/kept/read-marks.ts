import type { Shelf } from "./kept.ts"

/** How far somebody has read, by room. */
export function createReadMarks({ person, attempt }: Shelf) {
  const theirs = () => IDBKeyRange.bound([person], [person, []])
  const around = (roomIds: number[]) =>
    IDBKeyRange.bound([person, Math.min(...roomIds)], [person, Math.max(...roomIds)])

  return {
    async all(): Promise<Map<number, number>> {
      const marks = await attempt((database) =>
        marksIn(database.transaction("read").store, theirs()),
      )
      return marks ?? new Map()
    },

    /** Of one room at least. Another tab may have read further: what is kept only grows. */
    keep(marks: ReadonlyMap<number, number>) {
      return attempt(async (database) => {
        const { store, done } = database.transaction("read", "readwrite")
        // Read together: one by one takes four times as long, and on a first visit there are thousands.
        const before = await marksIn(store, around([...marks.keys()]))
        const grown = [...marks].filter(([roomId, seq]) => seq > (before.get(roomId) ?? -1))
        const putting = grown.map(([roomId, seq]) => store.put({ seq }, [person, roomId]))
        await Promise.all([...putting, done])
      })
    },

    forget(roomIds: number[]) {
      return attempt(async (database) => {
        const { store, done } = database.transaction("read", "readwrite")
        await Promise.all([...roomIds.map((roomId) => store.delete([person, roomId])), done])
      })
    },
  }
}

type Store = {
  getAllKeys: (range: IDBKeyRange) => Promise<[person: string, roomId: number][]>
  getAll: (range: IDBKeyRange) => Promise<{ seq: number }[]>
}

async function marksIn(store: Store, range: IDBKeyRange): Promise<Map<number, number>> {
  const [keys, values] = await Promise.all([store.getAllKeys(range), store.getAll(range)])
  return new Map(keys.map(([, roomId], index) => [roomId, values[index]?.seq ?? 0]))
}

export type ReadMarks = ReturnType<typeof createReadMarks>
