import { createSignal } from "solid-js"
import type { ActivityByRoom } from "../rooms/activity.ts"
import type { ReadMarkStore } from "../storage/read-marks.ts"
import { createReadMarkSync } from "./read-mark-sync.ts"
import { advancedMarks, type Marks, staleMarks } from "./read-marks.ts"

type PersonMarksOptions = {
  store: ReadMarkStore
  person: string
  onChange: (roomIds: Iterable<number>) => void
}

export function createPersonMarks({ store, person, onChange }: PersonMarksOptions) {
  const marks = new Map<number, number>()
  const [isLoaded, setLoaded] = createSignal(false)
  let stored: Marks = new Map()
  const loading = load()
  const sync = createReadMarkSync(store, { person, receive: add })

  async function load() {
    stored = await store.all()
    add(stored)
    setLoaded(true)
  }

  function add(read: Marks) {
    const grown = advancedMarks(marks, read)
    for (const [roomId, seq] of grown) marks.set(roomId, seq)
    onChange(grown.keys())
    return grown
  }

  const raise = (read: Marks) => sync(add(read))

  function remove(roomIds: number[]) {
    if (roomIds.length === 0) return
    for (const roomId of roomIds) marks.delete(roomId)
    onChange(roomIds)
    void store.delete(roomIds)
  }

  return {
    all: marks as Marks,
    isLoaded,
    loading,
    raise,

    /** Marks set since the page was opened are of this database. */
    removeStale(byRoom: ActivityByRoom) {
      remove(staleMarks(stored, byRoom).filter((id) => marks.get(id) === stored.get(id)))
    },

    /** Lowers the marks that are beyond these ends. */
    lower(ends: Marks) {
      const beyond = [...ends].filter(([roomId, seq]) => seq < (marks.get(roomId) ?? 0))
      remove(beyond.map(([roomId]) => roomId))
      raise(new Map(beyond))
    },
  }
}

export type PersonMarks = ReturnType<typeof createPersonMarks>
