/**
 * What is known of one room, and the one reducer through which everything enters it: what the server tells, what its
 * history holds and what was written here. Whatever the order, an entry is there once, and in the room's own order.
 */
import type { RoomEvent } from "../shared/events.ts"
import type { History, Message } from "../shared/schema.ts"
import { nameKey } from "../shared/text.ts"

export type Entry = Pick<Message, "seq" | "username" | "content" | "timestamp" | "clientId"> & {
  /** The same before and after it is stored, so that an entry keeps its place on the screen. */
  key: string
  /** `seq` and `id` are infinite while it is not in the log: it comes after everything that is. */
  id: number
  /** In the log; or on its way there; or known to be there, but not yet heard in its turn; or not let in. */
  state: "logged" | "sending" | "sent" | "refused"
  /** Why it was refused, in words. */
  why: string
}

export type Live = {
  entries: Entry[]
  /** Where the history that is not yet here ends: null at the beginning of the room, undefined before any is here. */
  olderThan: number | null | undefined
  /** After this seq entries may be missing until the newest history is here. */
  missingAfter: number | null
  /** What this browser saw last, from before it could listen; null once the room's own history is here. */
  remembered: History | null
  people: string[]
  typing: string[]
  deleted: boolean
}

/** `timestamp` is when it was written, by this clock. */
export type Written = { clientId: string; content: string; username: string; timestamp: string }

export type LiveEvent =
  | RoomEvent
  /** Listening has begun anew: what happened before is for history to tell. */
  | { type: "entered" }
  | ({ type: "history" } & History)
  /** Without holes, from an earlier visit. */
  | ({ type: "remembered" } & History)
  /** The page that ends at `before`. */
  | ({ type: "older"; before: number } & History)
  | ({ type: "sending" } & Written)
  | ({ type: "acknowledged" } & Message)
  | { type: "refused"; clientId: string; why: string }
  | { type: "discarded"; clientId: string }
  /** Nobody is looking any more: only what is not sent has to be remembered. */
  | { type: "left" }

export const emptyRoom = (): Live => ({
  entries: [],
  olderThan: undefined,
  missingAfter: null,
  remembered: null,
  people: [],
  typing: [],
  deleted: false,
})

export function applyEvent(live: Live, event: LiveEvent): Live {
  switch (event.type) {
    case "message":
      return { ...without(live, "typing", event.username), entries: withTold(live, event) }
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
      return { ...live, ...unread(live.entries) }
    case "entered":
      return { ...live, missingAfter: live.missingAfter ?? newestSeq(live.entries) }
    case "history":
      return withRemembered(withNewest(live, event), event)
    case "remembered":
      return live.olderThan === undefined ? { ...live, remembered: event } : live
    case "older":
      if (event.before !== live.olderThan) return live
      return { ...live, entries: merge(live.entries, event.messages), olderThan: event.nextBefore }
    case "sending":
      return { ...live, entries: write(live.entries, toSend(event)) }
    case "acknowledged":
      return { ...live, entries: withAnswer(live, event) }
    case "refused":
      return { ...live, entries: live.entries.map((entry) => refuse(entry, event)) }
    case "discarded":
      return { ...live, entries: live.entries.filter((entry) => !isUnsent(entry, event)) }
    case "left":
      return { ...emptyRoom(), ...unread(live.entries) }
    default:
      return event satisfies never
  }
}

/** What there is to show: until the room's own history is here, what is remembered, and what is unsent after it. */
export const shown = (live: Live): Live =>
  live.olderThan === undefined && live.remembered
    ? {
        ...live,
        entries: merge(live.entries, live.remembered.messages),
        olderThan: live.remembered.nextBefore,
      }
    : live

export const newestSeq = (entries: Entry[]): number =>
  entries.findLast(({ state }) => state === "logged")?.seq ?? 0

/** The newest page replaces what is before it, unless it reaches back to what was known without a gap. */
function withNewest(live: Live, { messages, nextBefore }: History): Live {
  const from = messages[0]?.seq ?? 0
  const reaches = live.missingAfter !== null && from <= live.missingAfter + 1
  const known = live.entries.filter(
    ({ seq, state }) => state !== "sent" && (reaches || seq >= from),
  )
  return {
    ...live,
    entries: merge(known, messages),
    olderThan: reaches && live.olderThan !== undefined ? live.olderThan : nextBefore,
    missingAfter: null,
  }
}

/** What is remembered stays only where the newest page proves it: the database may be another, the hole too wide. */
function withRemembered(live: Live, { messages }: History): Live {
  const { remembered } = live
  const first = remembered?.messages[0]
  const [newestFirst] = messages
  const isProven = remembered?.messages.some((old) => messages.some((now) => isSame(old, now)))
  if (!remembered || !first || !newestFirst || !isProven) return { ...live, remembered: null }
  return {
    ...live,
    entries: merge(live.entries, remembered.messages),
    olderThan: first.seq < newestFirst.seq ? remembered.nextBefore : live.olderThan,
    remembered: null,
  }
}

const isSame = (a: Message, b: Message) =>
  a.id === b.id && a.seq === b.seq && a.timestamp === b.timestamp

/** The answer to a sender may overtake what was said before: then it waits for its turn. */
function withAnswer(live: Live, message: Message): Entry[] {
  const isPast = live.missingAfter === null && message.seq <= newestSeq(live.entries)
  if (isPast) return withTold(live, message)
  const { key } = toEntry(message)
  return live.entries.map((entry) =>
    entry.key === key && entry.state !== "logged" ? { ...entry, state: "sent", why: "" } : entry,
  )
}

/** What is older than what is here, as the answer to a late retry, waits for its page: nothing is left out between. */
const withTold = (live: Live, message: Message): Entry[] =>
  merge(live.entries, [message]).filter(({ id }) => id >= (live.olderThan ?? 0))

/** Adds what is new, in order. What waited to be sent and turns out to be stored takes its place. */
function merge(entries: Entry[], messages: Message[]): Entry[] {
  const known = new Set(entries.map(({ seq }) => seq))
  const news = messages.filter(({ seq }) => !known.has(seq)).map(toEntry)
  if (news.length === 0) return entries
  const keys = new Set(news.map(({ key }) => key))
  const rest = entries.filter(({ key }) => !keys.has(key))
  return [...rest, ...news].sort((a, b) => bySeq(a.seq, b.seq))
}

const bySeq = (a: number, b: number) => (a === b ? 0 : a - b)

const toEntry = ({ id, seq, username, content, timestamp, clientId }: Message): Entry => ({
  key: clientId === null ? `#${id}` : keyOf(username, clientId),
  ...{ id, seq, username, content, timestamp, clientId },
  state: "logged",
  why: "",
})

const toSend = ({ username, content, timestamp, clientId }: Written): Entry => ({
  key: keyOf(username, clientId),
  id: Number.POSITIVE_INFINITY,
  seq: Number.POSITIVE_INFINITY,
  ...{ username, content, timestamp, clientId },
  state: "sending",
  why: "",
})

/** A client id is its sender's own: two people may have chosen the same. */
const keyOf = (username: string, clientId: string) => `${nameKey(username)}\n${clientId}`

const refuse = (entry: Entry, { clientId, why }: { clientId: string; why: string }): Entry =>
  isUnsent(entry, { clientId }) ? { ...entry, state: "refused", why } : entry

/** Written again, an entry is the last one waiting. */
const write = (entries: Entry[], entry: Entry): Entry[] =>
  entries.some(({ key, state }) => key === entry.key && (state === "logged" || state === "sent"))
    ? entries
    : [...entries.filter(({ key }) => key !== entry.key), entry]

const isWaiting = ({ state }: Entry) => state === "sending" || state === "refused"

const isUnsent = (entry: Entry, { clientId }: { clientId: string }) =>
  isWaiting(entry) && entry.clientId === clientId

/** Nothing of the room's log is known for certain. */
const unread = (entries: Entry[]) => ({
  entries: entries.filter(isWaiting),
  olderThan: undefined,
  missingAfter: 0,
})

type Names = "people" | "typing"

const isCalled = (username: string) => (name: string) => nameKey(name) === nameKey(username)

const including = (live: Live, list: Names, username: string): Live =>
  live[list].some(isCalled(username)) ? live : { ...live, [list]: [...live[list], username] }

const without = (live: Live, list: Names, username: string): Live => ({
  ...live,
  [list]: live[list].filter((name) => !isCalled(username)(name)),
})
