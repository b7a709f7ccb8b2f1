import { nameKey } from "../../shared/text.ts"
import type { Room } from "../sdk/index.ts"

/** Computed once: a room's name does not change. */
const keys = new WeakMap<Room, string>()

/** The rooms whose names contain it; the list itself where nothing is sought. */
export function matchingRooms(rooms: Room[], sought: string): Room[] {
  const key = nameKey(sought)
  return key === "" ? rooms : rooms.filter((room) => keyOf(room).includes(key))
}

function keyOf(room: Room): string {
  const known = keys.get(room)
  if (known !== undefined) return known
  const key = nameKey(room.name)
  keys.set(room, key)
  return key
}
