/** Discrete events: what happens when, and who is busy until then. Times are milliseconds. */
import type { Random } from "./random.ts"

type Happening = { at: number; order: number; happen: () => void }

export type World = ReturnType<typeof createWorld>

export function createWorld() {
  const heap: Happening[] = []
  let now = 0
  let latest = 0

  function at(time: number, happen: () => void) {
    push(heap, { at: time, order: latest++, happen })
  }

  /** Does one thing after the other, in the order asked. */
  function worker() {
    let freeAt = 0
    let busy = 0
    return {
      /** How long somebody who asks now has to wait. */
      waiting: () => Math.max(0, freeAt - now),
      busy: () => busy,
      work(millis: number, done: () => void) {
        freeAt = Math.max(freeAt, now) + millis
        busy += millis
        at(freeAt, done)
      },
    }
  }

  return {
    now: () => now,
    at,
    worker,
    /** Until nothing is left to happen, or it is so late. */
    run(until = Number.POSITIVE_INFINITY) {
      for (let next = pop(heap); next && next.at <= until; next = pop(heap)) {
        now = next.at
        next.happen()
      }
    },
  }
}

type Repeated = { millis: number; perSecond: number; act: () => void }

/** Again and again for so long, by chance, so often a second. */
export function repeat(
  { world, random }: { world: World; random: Random },
  { millis, perSecond, act }: Repeated,
) {
  const at = world.now() + random.gap(1000 / perSecond)
  if (at > millis) return
  world.at(at, () => {
    act()
    repeat({ world, random }, { millis, perSecond, act })
  })
}

const isBefore = (one: Happening, other: Happening) =>
  one.at < other.at || (one.at === other.at && one.order < other.order)

function push(heap: Happening[], added: Happening) {
  let at = heap.push(added) - 1
  while (at > 0) {
    const above = (at - 1) >> 1
    const parent = heap[above] as Happening
    if (isBefore(parent, added)) break
    heap[at] = parent
    at = above
  }
  heap[at] = added
}

function pop(heap: Happening[]): Happening | undefined {
  const first = heap[0]
  const last = heap.pop()
  if (!last || heap.length === 0) return first
  let at = 0
  for (let below = 1; below < heap.length; below = 2 * at + 1) {
    const right = heap[below + 1]
    if (right && isBefore(right, heap[below] as Happening)) below++
    const child = heap[below] as Happening
    if (isBefore(last, child)) break
    heap[at] = child
    at = below
  }
  heap[at] = last
  return first
}
