import type { RoomsEvent } from "../sdk/index.ts"
import { addRoom, type Listed, removeRoom } from "./listed.ts"

/** The list after the events, copied once for all of them; hearing one twice does no harm. */
export function applyRoomsEvents(before: Listed, events: RoomsEvent[]): Listed {
  const listed = { byId: [...before.byId], byName: [...before.byName] }
  const changes = events.filter((event) => apply(listed, event))
  return changes.length > 0 ? listed : before
}

/** False where it changes nothing. */
function apply(listed: Listed, event: RoomsEvent) {
  switch (event.type) {
    case "room_created":
      return addRoom(listed, event.room)
    case "room_deleted":
      return removeRoom(listed, event.roomId)
    default:
      // A newer server tells of more than this app knows.
      event satisfies never
      return false
  }
}
