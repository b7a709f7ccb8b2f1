/**
 * One timer pings everything that is open, a few at each turn: all of them at once would be a stall every interval, and a
 * timer for each would be the dearest part of an idle socket (bench: idle).
 */
import { PING_INTERVAL_MS } from "../limits.ts"

const SLOTS = 60

/** `ping` comes to each once an interval. */
export function createPingWheel<Item>(ping: (item: Item, now: number) => void) {
  const slots = Array.from({ length: SLOTS }, () => new Set<Item>())
  let [slot = new Set<Item>()] = slots
  let turn = 0
  const turning = setInterval(() => {
    slot = slots[++turn % SLOTS] ?? slot
    const now = performance.now()
    for (const item of slot) ping(item, now)
  }, PING_INTERVAL_MS / SLOTS)
  turning.unref()

  return {
    /** For the first time after a whole interval; the slot is where to remove it from. */
    add: (item: Item): Set<Item> => slot.add(item),
    /** For the first time within an interval. */
    addAnywhere: (item: Item): Set<Item> =>
      (slots[Math.floor(Math.random() * SLOTS)] ?? slot).add(item),
    all: () => slots.flatMap((items) => [...items]),
    stop: () => clearInterval(turning),
  }
}
