import type { Shelf } from "./kept.ts"

/** How far somebody has read, by room. */
export function createReadMarks({ person, attempt }: Shelf) {
  const theirs = () => IDBKeyRange.bound([person], [person, []])

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
      return new Map(marks)
    },

    /** Another tab may have read further: what is kept only grows. */
    keep(marks: ReadonlyMap<number, number>) {
      return attempt(async (database) => {
        const { store, done } = database.transaction("read", "readwrite")
        const putting = [...marks].map(async ([roomId, seq]) => {
          const before = await store.get([person, roomId])
          if (before === undefined || before.seq < seq) await store.put({ seq }, [person, roomId])
        })
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

export type ReadMarks = ReturnType<typeof createReadMarks>
