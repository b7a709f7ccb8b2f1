/**
 * What is known of one room, and the one reducer through which everything enters it: what the server tells, what its
 * history holds and what was written here. Whatever the order, an entry is there once, and in the room's own order.
 */
import { lastLogged, logLength, newestSeq } from "./entries.ts"
import { withPage } from "./history.ts"
import { withAnswer, withTold } from "./messages.ts"
import { isUnsent, withWriting } from "./pending.ts"
import { including, without } from "./people.ts"
import { type Entry, emptyRoom, type Live, type LiveEvent } from "./state.ts"

export function applyEvent(live: Live, event: LiveEvent): Live {
  switch (event.type) {
    case "message":
      return withTold(live, [event])
    case "messages":
      return withTold(live, event.messages)
    case "typing":
      return event.isTyping
        ? including(live, "typing", event.username)
        : without(live, "typing", event.username)
    case "join":
      return including(live, "people", event.username)
    case "leave":
      return without(without(live, "typing", event.username), "people", event.username)
    case "users_list":
      return { ...live, people: event.users }
    case "room_deleted":
      return { ...live, deleted: true }
    case "gap":
      return withGap(live, event.latestSeq)
    case "entered":
      return entered(live)
    case "remembered":
      return live.olderThan === undefined ? { ...live, remembered: event } : live
    case "history":
    case "older":
    case "newer":
    case "around":
      return withPage(live, event)
    case "parted":
      return parted(live)
    case "acknowledged":
      return { ...live, entries: withAnswer(live, event) }
    case "sending":
    case "refused":
    case "discarded":
      return { ...live, entries: withWriting(live.entries, event) }
    case "left":
      return { ...emptyRoom(), ...unread(live.entries) }
    default:
      // A newer server tells of more than this app knows.
      event satisfies never
      return live
  }
}

const withGap = (live: Live, latestSeq: number): Live =>
  live.newerThan === null
    ? { ...live, ...unread(live.entries) }
    : { ...live, latest: Math.max(live.latest, latestSeq) }

const entered = (live: Live): Live =>
  live.newerThan === null
    ? { ...live, missingAfter: live.missingAfter ?? newestSeq(live.entries) }
    : live

/** Only from a log without holes. */
function parted(live: Live): Live {
  if (live.olderThan === undefined || live.missingAfter !== null) return live
  return { ...live, newerThan: live.newerThan ?? lastLogged(live.entries)?.id ?? null }
}

/** Nothing of the room's log is known for certain. */
const unread = (entries: Entry[]) => ({
  entries: entries.slice(logLength(entries)).filter(isUnsent),
  olderThan: undefined,
  newerThan: null,
  missingAfter: 0,
})
