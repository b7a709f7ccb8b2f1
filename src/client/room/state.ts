import type { RoomEvent } from "../../shared/events.ts"
import type { History, Message } from "../../shared/schema.ts"
import type { Problem } from "../problem.ts"

export type Entry = Pick<Message, "seq" | "username" | "content" | "timestamp" | "clientId"> & {
  /** The same before and after it is stored, so that an entry keeps its place on the screen. */
  key: string
  /** `seq` and `id` are infinite while it is not in the log: it comes after everything that is. */
  id: number
  /** In the log; or on its way there; or stored, but its event not yet received; or not accepted. */
  state: "logged" | "sending" | "sent" | "refused"
  why: Problem | null
}

/** The last messages of a room without holes, from an earlier visit. */
export type CachedPage = Omit<History, "nextAfter">

export type RoomState = {
  entries: Entry[]
  /** The cursor of the page before the log's window: null at the room's beginning, undefined before any page. */
  nextBefore: number | null | undefined
  /** The cursor of the page after the window; null where it reaches the newest message. Until then new ones are only counted. */
  nextAfter: number | null
  /** The highest seq received, in the window or not. */
  latestSeq: number
  /** After this seq entries may be missing until the newest page is here. */
  missingAfter: number | null
  /** Null once the room's own history is here. */
  cached: CachedPage | null
  people: string[]
  typing: string[]
  deleted: boolean
}

/** `timestamp` is when it was written, by this clock. */
export type PendingMessage = {
  clientId: string
  content: string
  username: string
  timestamp: string
}

export type RoomAction =
  | RoomEvent
  /** Several in one pass: a long room is copied once. */
  | { type: "messages"; messages: Message[] }
  /** A new subscription: what happened before it is in the history. */
  | { type: "subscribed" }
  | ({ type: "newest" } & History)
  | ({ type: "cached" } & CachedPage)
  | ({ type: "older"; before: number } & History)
  | ({ type: "newer"; after: number } & History)
  | ({ type: "around" } & History)
  /** The window stays at what is being read, although more may follow it than is replayed. */
  | { type: "detached" }
  | ({ type: "sending" } & PendingMessage)
  | ({ type: "acknowledged" } & Message)
  | { type: "refused"; clientId: string; why: Problem | null }
  | { type: "discarded"; clientId: string }
  /** The room was left, or its log replaced: only what is not sent is kept. */
  | { type: "reset" }

export const emptyRoom = (): RoomState => ({
  entries: [],
  nextBefore: undefined,
  nextAfter: null,
  latestSeq: 0,
  missingAfter: null,
  cached: null,
  people: [],
  typing: [],
  deleted: false,
})
