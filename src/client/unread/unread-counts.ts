import { type Accessor, createSignal, untrack } from "solid-js"

/**
 * How much is new, in each room that has something new; `countIn` knows. A room is counted when something about it
 * changed, so that one of ten thousand costs no more than one of ten.
 */
export function createTally(countIn: (roomId: number) => number) {
  const counts = new Map<number, number>()
  const [told, tell] = createSignal<ReadonlyMap<number, number>>(counts, { equals: false })

  /** True when it is another number than before. */
  function recountIn(roomId: number): boolean {
    const before = counts.get(roomId) ?? 0
    const count = countIn(roomId)
    if (count > 0) counts.set(roomId, count)
    else counts.delete(roomId)
    return count !== before
  }

  return {
    /** By room, those without any left out. */
    counts: told as Accessor<ReadonlyMap<number, number>>,
    of: (roomId: number) => told().get(roomId) ?? 0,
    recount(roomIds: Iterable<number>) {
      const changed = untrack(() => [...roomIds].filter(recountIn))
      if (changed.length > 0) tell(counts)
    },
  }
}
