import { isDurable, type RoomEvent } from "../../shared/events.ts"
import { nameKey } from "../../shared/text.ts"
import type { Person } from "./people.ts"

/** `seq` is the position in the room's log that a reader has reached with this event. */
export type Positioned = { seq: number; event: RoomEvent }

/** How far one reader has come in a room, and so what is still news to it. */
export function createBookmark(who: Person | null, start: number) {
  let seq = start
  let heardList: RoomEvent | undefined

  return {
    get seq() {
      return seq
    },

    /** True when durable events lie between the bookmark and this one. */
    isBehind: (event: RoomEvent) => isDurable(event) && event.seq > seq + 1,

    /** No durable event twice, no list of people unchanged, nobody's own typing. */
    isNews(event: RoomEvent): boolean {
      if (isDurable(event)) return event.seq > seq
      if (event.type === "typing") return nameKey(event.username) !== who?.key
      return event !== heardList
    },

    /** Only durable events, and the jump over a gap, move the bookmark. */
    moveTo(event: RoomEvent): Positioned {
      if (event.type === "gap") seq = event.latestSeq
      else if (isDurable(event)) seq = event.seq
      else if (event.type === "users_list") heardList = event
      return { seq, event }
    },
  }
}
