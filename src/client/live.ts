/**
 * What is known of one room, and the one reducer through which everything enters it: what the server tells, what its
 * history holds and what was written here. Whatever the order, an entry is there once, and in the room's own order.
 */
import type { RoomEvent } from "../shared/events.ts"
import type { History, Message } from "../shared/schema.ts"
import {
  changeWaiting,
  logLength,
  merge,
  placeOf,
  toEntry,
  toSend,
  withoutWaiting,
} from "./entries.ts"
import { including, without } from "./names.ts"
import type { Problem } from "./problem.ts"
import { type Remembered, withRemembered } from "./remembered.ts"

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
      return hearing(live, [event])
    case "messages":
      return hearing(live, event.messages)
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
    case "history":
      return withRemembered(withNewest(live, event), event)
    case "remembered":
      return live.olderThan === undefined ? { ...live, remembered: event } : live
    case "older":
      if (event.before !== live.olderThan) return live
      return { ...live, entries: merge(live.entries, event.messages), olderThan: event.nextBefore }
    case "newer":
      if (event.after !== live.newerThan) return live
      return reaching({ ...live, entries: merge(live.entries, event.messages) }, event)
    case "around":
      return {
        ...(event.nextAfter === null ? withNewest(live, event) : withPart(live, event)),
        remembered: null,
      }
    case "parted":
      return parted(live)
    case "sending":
      return { ...live, entries: write(live.entries, toSend(event)) }
    case "acknowledged":
      return { ...live, entries: withAnswer(live, event) }
    case "refused":
      return { ...live, entries: changeWaiting(live.entries, (entry) => refuse(entry, event)) }
    case "discarded":
      return {
        ...live,
        entries: changeWaiting(live.entries, (entry) => (isUnsent(entry, event) ? null : entry)),
      }
    case "left":
      return { ...emptyRoom(), ...unread(live.entries) }
    default:
      return event satisfies never
  }
}

export const newestSeq = (entries: Entry[]): number => lastLogged(entries)?.seq ?? 0

const lastLogged = (entries: Entry[]) => entries[logLength(entries) - 1]

/** The newest page replaces what is before it, unless it reaches back to what was known without a gap. */
function withNewest(live: Live, page: History): Live {
  const { messages, nextBefore } = page
  const from = messages[0]?.seq ?? 0
  const reaches = live.missingAfter !== null && from <= live.missingAfter + 1
  const known = changeWaiting(
    reaches ? live.entries : live.entries.slice(placeOf(live.entries, from)),
    (entry) => (entry.state === "sent" ? null : entry),
  )
  const olderThan = reaches && live.olderThan !== undefined ? live.olderThan : nextBefore
  const entries = merge(known, messages)
  return reaching({ ...live, entries, olderThan, missingAfter: null }, page)
}

/** A part of the log, which ends before the newest. */
const withPart = (live: Live, page: History): Live =>
  reaching(
    {
      ...live,
      entries: merge(live.entries.slice(logLength(live.entries)), page.messages),
      olderThan: page.nextBefore,
      missingAfter: null,
    },
    page,
  )

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

/** What was told while the page was on its way, and not kept, may be missing after it. */
function reaching(live: Live, { nextAfter }: History): Live {
  const last = lastLogged(live.entries)
  const latest = nextAfter === null ? Math.max(live.latest, last?.seq ?? 0) : live.latest
  const newerThan = nextAfter ?? (last && last.seq < latest ? last.id : null)
  return { ...live, newerThan, latest }
}

/** Away from the newest, a message is only heard of. */
function hearing(live: Live, messages: Message[]): Live {
  const inOrder = [...new Map(messages.map((message) => [message.seq, message])).values()].sort(
    (a, b) => a.seq - b.seq,
  )
  const end = live.newerThan === null ? Number.POSITIVE_INFINITY : newestSeq(live.entries)
  const { here = [], beyond = [] } = Object.groupBy(inOrder, ({ seq }) =>
    seq > end ? "beyond" : "here",
  )
  const silent = messages.reduce((now, { username }) => without(now, "typing", username), live)
  const entries = beyond.reduce(withoutWaiting, withTold(live, here))
  return { ...silent, entries, latest: Math.max(live.latest, inOrder.at(-1)?.seq ?? 0) }
}

/** The answer to a sender may overtake what was said before: then it waits for its turn. */
function withAnswer(live: Live, message: Message): Entry[] {
  const isPast = live.missingAfter === null && message.seq <= newestSeq(live.entries)
  if (isPast) return withTold(live, [message])
  const { key } = toEntry(message)
  return changeWaiting(live.entries, (entry) =>
    entry.key === key ? { ...entry, state: "sent", why: null } : entry,
  )
}

/** What is older than what is here, as the answer to a late retry, waits for its page: nothing is left out between. */
function withTold({ entries, olderThan }: Live, messages: Message[]): Entry[] {
  const isOlder = ({ id }: Message) => id < (olderThan ?? 0)
  const { older = [], told = [] } = Object.groupBy(messages, (message) =>
    isOlder(message) ? "older" : "told",
  )
  return merge(older.reduce(withoutWaiting, entries), told)
}

const refuse = (
  entry: Entry,
  { clientId, why }: { clientId: string; why: Problem | null },
): Entry => (isUnsent(entry, { clientId }) ? { ...entry, state: "refused", why } : entry)

/** Written again, an entry is the last one waiting. */
const write = (entries: Entry[], entry: Entry): Entry[] =>
  entries.some(({ key, state }) => key === entry.key && (state === "logged" || state === "sent"))
    ? entries
    : [...changeWaiting(entries, (other) => (other.key === entry.key ? null : other)), entry]

const isWaiting = ({ state }: Entry) => state === "sending" || state === "refused"

const isUnsent = (entry: Entry, { clientId }: { clientId: string }) =>
  isWaiting(entry) && entry.clientId === clientId

/** Nothing of the room's log is known for certain. */
const unread = (entries: Entry[]) => ({
  entries: entries.slice(logLength(entries)).filter(isWaiting),
  olderThan: undefined,
  newerThan: null,
  missingAfter: 0,
})
