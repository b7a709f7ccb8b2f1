/** What is known of one room, and the actions that change it. */
import type { RoomEvent } from "../../shared/events.ts"
import type { History, Message } from "../../shared/schema.ts"
import type { Problem } from "../problem.ts"

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

/** The last messages of a room, without holes, and where what is before them ends. */
export type Remembered = Omit<History, "nextAfter">

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
