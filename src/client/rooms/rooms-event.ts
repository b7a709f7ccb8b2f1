import type { RoomsEvent } from "../sdk/index.ts"
import { addRoom, type Listed, removeRoom } from "./listed.ts"

/** Copies the list once for all events; applying one twice does no harm. */
export function applyRoomsEvents(before: Listed, events: RoomsEvent[]): Listed {
  const listed = { byId: [...before.byId], byName: [...before.byName] }
  const changes = events.filter((event) => applyRoomsEvent(listed, event))
  return changes.length > 0 ? listed : before
}

function applyRoomsEvent(listed: Listed, event: RoomsEvent) {
  switch (event.type) {
    case "room_created":
      return addRoom(listed, event.room)
    case "room_deleted":
      return removeRoom(listed, event.roomId)
    default:
      // A newer server may publish events that this app does not know.
      event satisfies never
      return false
  }
}
