import type { Room } from "../sdk/index.ts"
import { byName } from "../ui/by-name.ts"

/** The rooms in two orders, so that one is found, added and removed without a look at all the others. */
export type Listed = { byId: Room[]; byName: Room[] }

export const listedOf = (rooms: readonly Room[]): Listed => ({
  byId: rooms.toSorted((a, b) => a.id - b.id),
  byName: sortedByName(rooms),
})

/**
 * The list after it was read again. A room that is the same stays the same object, so that it is not drawn anew; so does
 * the list.
 */
export function relist(before: Listed | undefined, found: readonly Room[]): Listed {
  if (!before) return listedOf(found)
  const rooms = found.map((room) => {
    const known = findRoom(before, room.id)
    return known?.createdAt === room.createdAt ? known : room
  })
  const areSame =
    before.byId.length === rooms.length && rooms.every((room, at) => room === before.byId[at])
  return areSame ? before : listedOf(rooms)
}

export function findRoom({ byId }: Listed, roomId: number): Room | undefined {
  const room = byId[placeIn(byId, ({ id }) => id < roomId)]
  return room?.id === roomId ? room : undefined
}

/** False where it is there already. */
export function addRoom({ byId, byName }: Listed, room: Room): boolean {
  const place = placeIn(byId, ({ id }) => id < room.id)
  if (byId[place]?.id === room.id) return false
  byId.splice(place, 0, room)
  byName.splice(placeByName(byName, room), 0, room)
  return true
}

/** False where it is not there. */
export function removeRoom(listed: Listed, roomId: number): boolean {
  const room = findRoom(listed, roomId)
  if (!room) return false
  const { byId, byName } = listed
  byId.splice(byId.indexOf(room), 1)
  byName.splice(placeByName(byName, room), 1)
  return true
}

/** The collator takes some different names for equal. */
const inOrder = (a: Room, b: Room) => byName(a.name, b.name) || a.id - b.id

const placeByName = (rooms: Room[], room: Room) =>
  placeIn(rooms, (other) => inOrder(other, room) < 0)

/** Binary search: the index of the first room that `isBefore` rejects. */
function placeIn(rooms: Room[], isBefore: (room: Room) => boolean): number {
  let low = 0
  let high = rooms.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (isBefore(rooms[middle] as Room)) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Nearly sorted as plain text first, they cost the collator one comparison a room instead of the twelve that sorting ten
 * thousand takes, which are most of what the list would wait for.
 */
function sortedByName(rooms: readonly Room[]): Room[] {
  return rooms
    .map((room) => ({ room, text: asPlainText(room.name) }))
    .sort((a, b) => inPlainOrder(a.text, b.text))
    .map(({ room }) => room)
    .sort(inOrder)
}

/** Numbers are padded, so that 9 comes before 10. */
const asPlainText = (name: string) =>
  name.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(9, "0"))

function inPlainOrder(a: string, b: string) {
  if (a === b) return 0
  return a < b ? -1 : 1
}
