import type { Room, RoomsEvent } from "../sdk/index.ts"

/** The list after the event; hearing one twice does no harm. */
export function applyRoomsEvent(rooms: Room[], event: RoomsEvent): Room[] {
  switch (event.type) {
    case "room_created":
      return rooms.some(({ id }) => id === event.room.id) ? rooms : [...rooms, event.room]
    case "room_deleted":
      return rooms.filter(({ id }) => id !== event.roomId)
    default:
      return event satisfies never
  }
}
