/** One timer for all connections, a few at each tick: a timer for each would be the dearest part of it (bench: idle). */
import { PING_INTERVAL_MS } from "../limits.ts"

const SLOTS = 60

export function createPingWheel<Item>(ping: (item: Item, now: number) => void) {
  const slots = Array.from({ length: SLOTS }, () => new Set<Item>())
  let [slot = new Set<Item>()] = slots
  let ticks = 0
  const ticking = setInterval(() => {
    slot = slots[++ticks % SLOTS] ?? slot
    const now = performance.now()
    for (const item of slot) ping(item, now)
  }, PING_INTERVAL_MS / SLOTS)
  ticking.unref()

  return {
    /** Pings first after a whole interval. Returns the set to delete it from. */
    add: (item: Item): Set<Item> => slot.add(item),
    addAtRandom: (item: Item): Set<Item> =>
      (slots[Math.floor(Math.random() * SLOTS)] ?? slot).add(item),
    all: () => slots.flatMap((items) => [...items]),
    stop: () => clearInterval(ticking),
  }
}
