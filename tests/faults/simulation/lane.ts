/**
 * Where things wait in a row for a turn: the older half of them comes with each, so that some come alone, many can come
 * together, and none before what waited longer.
 */
export function createLane<Item>(turn: () => Promise<unknown>, pass: (item: Item) => void) {
  const waiting: Item[] = []
  let moving = false

  async function move() {
    moving = true
    while (waiting.length > 0) {
      await turn()
      for (const item of waiting.splice(0, Math.ceil(waiting.length / 2))) pass(item)
    }
    moving = false
  }

  return function enter(item: Item) {
    waiting.push(item)
    if (!moving) void move()
  }
}
