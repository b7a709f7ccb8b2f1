import { type Accessor, createSignal, untrack } from "solid-js"

/** A room is counted when something about it changed, so that one of ten thousand costs no more than one of ten. */
export function createUnreadCounts(countIn: (roomId: number) => number) {
  const counts = new Map<number, number>()
  const [all, notify] = createSignal<ReadonlyMap<number, number>>(counts, { equals: false })

  function recountIn(roomId: number): boolean {
    const before = counts.get(roomId) ?? 0
    const count = countIn(roomId)
    if (count > 0) counts.set(roomId, count)
    else counts.delete(roomId)
    return count !== before
  }

  return {
    all: all as Accessor<ReadonlyMap<number, number>>,
    of: (roomId: number) => all().get(roomId) ?? 0,
    recount(roomIds: Iterable<number>) {
      const changed = untrack(() => [...roomIds].filter(recountIn))
      if (changed.length > 0) notify(counts)
    },
  }
}

export type UnreadCounts = ReturnType<typeof createUnreadCounts>
