import type { Room } from "../sdk/index.ts"

const PART_ROOMS = 20

/**
 * The list of rooms in parts, each called by its first room. In every frame the browser looks whether each is in sight, so
 * they are fewer than rooms (`npm run bench -- app`). It is rooms that begin a part, every twentieth id, not their places
 * in the list: so rooms that come and go leave all other parts as they are.
 */
export function partsOf(rooms: Room[]): Map<number, Room[]> {
  let part = 0
  return Map.groupBy(rooms, ({ id }) => {
    if (id % PART_ROOMS === 0) part = id
    return part
  })
}
