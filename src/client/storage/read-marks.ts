import type { Database } from "./database.ts"
import type { PersonDatabase } from "./person-database.ts"

/** The last `seq` read, by room. */
export function createReadMarkStore({ person, attempt, onRecreated }: PersonDatabase) {
  const own = () => IDBKeyRange.bound([person], [person, []])
  const around = (roomIds: number[]) =>
    IDBKeyRange.bound([person, Math.min(...roomIds)], [person, Math.max(...roomIds)])
  const known = new Map<number, number>()
  onRecreated(async (database) => known.size > 0 && (await raise(database, known)))

  /** Another tab may have stored a higher mark: marks only grow. */
  async function raise(database: Database, marks: ReadonlyMap<number, number>) {
    const { store, done } = database.transaction("read", "readwrite")
    // Read together: one by one takes four times as long, and on a first visit there are thousands.
    const before = await readMarks(store, around([...marks.keys()]))
    const grown = [...marks].filter(([roomId, seq]) => seq > (before.get(roomId) ?? -1))
    const putting = grown.map(([roomId, seq]) => store.put({ seq }, [person, roomId]))
    await Promise.all([...putting, done])
  }

  function remember(marks: ReadonlyMap<number, number>) {
    for (const [roomId, seq] of marks) known.set(roomId, Math.max(seq, known.get(roomId) ?? 0))
  }

  return {
    async all(): Promise<Map<number, number>> {
      const marks = await attempt((database) =>
        readMarks(database.transaction("read").store, own()),
      )
      remember(marks ?? new Map())
      return marks ?? new Map()
    },

    /** Of one room at least. */
    put(marks: ReadonlyMap<number, number>) {
      remember(marks)
      return attempt((database) => raise(database, marks))
    },

    delete(roomIds: number[]) {
      for (const roomId of roomIds) known.delete(roomId)
      return attempt(async (database) => {
        const { store, done } = database.transaction("read", "readwrite")
        await Promise.all([...roomIds.map((roomId) => store.delete([person, roomId])), done])
      })
    },
  }
}

type ObjectStore = {
  getAllKeys: (range: IDBKeyRange) => Promise<[person: string, roomId: number][]>
  getAll: (range: IDBKeyRange) => Promise<{ seq: number }[]>
}

async function readMarks(store: ObjectStore, range: IDBKeyRange): Promise<Map<number, number>> {
  const [keys, values] = await Promise.all([store.getAllKeys(range), store.getAll(range)])
  return new Map(keys.map(([, roomId], index) => [roomId, values[index]?.seq ?? 0]))
}

export type ReadMarkStore = ReturnType<typeof createReadMarkStore>
