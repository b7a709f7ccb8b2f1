/**
 * What is known of one room, and the one reducer through which everything enters it: what the server tells, what its
 * history holds and what was written here. Whatever the order, an entry is there once, and in the room's own order.
 */
import type { RoomEvent } from "../shared/events.ts"
import type { History, Message } from "../shared/schema.ts"
import { lastLogged, logLength, newestSeq } from "./entries.ts"
import { including, without } from "./names.ts"
import { withPage } from "./pages.ts"
import type { Problem } from "./problem.ts"
import type { Remembered } from "./remembered.ts"
import { withAnswer, withTold } from "./told.ts"
import { isUnsent, withWriting } from "./unsent.ts"

export type Entry = Pick<Message, "seq" | "username" | "content" | "timestamp" | "clientId"> & {
  /** The same before and after it is stored, so that an entry keeps its place on the screen. */
  key: string
  /** `seq` and `id` are infinite while it is not in the log: it comes after everything that is. */
  id: number
  /** In the log; or on its way there; or known to be there, but not yet heard in its turn; or not let in. */
  state: "logged" | "sending" | "sent" | "refused"
  /** Why it was refused. */
  why: Problem | null
}

export type Live = {
  entries: Entry[]
  /** Where the history that is not yet here ends: null at the beginning of the room, undefined before any is here. */
  olderThan: number | null | undefined
  /** Where what is here ends short of the newest, which is then only counted; null where it reaches it. */
  newerThan: number | null
  /** The highest seq heard of, here or not. */
  latest: number
  /** After this seq entries may be missing until the newest history is here. */
  missingAfter: number | null
  /** What this browser saw last, from before it could listen; null once the room's own history is here. */
  remembered: Remembered | null
  people: string[]
  typing: string[]
  deleted: boolean
}

/** `timestamp` is when it was written, by this clock. */
export type Written = { clientId: string; content: string; username: string; timestamp: string }

export type LiveEvent =
  | RoomEvent
  /** What was said in one go: a long room is copied once. */
  | { type: "messages"; messages: Message[] }
  /** Listening has begun anew: what happened before is for history to tell. */
  | { type: "entered" }
  | ({ type: "history" } & History)
  /** Without holes, from an earlier visit. */
  | ({ type: "remembered" } & Remembered)
  /** The page that ends at `before`. */
  | ({ type: "older"; before: number } & History)
  /** The page that begins after `after`. */
  | ({ type: "newer"; after: number } & History)
  /** Messages around one, perhaps far back. */
  | ({ type: "around" } & History)
  /** Somebody reads what is here, and more than can be told may have come since: it is for history to tell. */
  | { type: "parted" }
  | ({ type: "sending" } & Written)
  | ({ type: "acknowledged" } & Message)
  | { type: "refused"; clientId: string; why: Problem | null }
  | { type: "discarded"; clientId: string }
  /** Nobody is looking any more, or the log is another one: only what is not sent has to be remembered. */
  | { type: "left" }

export const emptyRoom = (): Live => ({
  entries: [],
  olderThan: undefined,
  newerThan: null,
  latest: 0,
  missingAfter: null,
  remembered: null,
  people: [],
  typing: [],
  deleted: false,
})

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
