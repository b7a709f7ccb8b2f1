import type { Message } from "../../shared/schema.ts"
import { mapPending, merge, newestSeq, toLoggedEntry, withoutPending } from "./entries.ts"
import { removePerson } from "./people.ts"
import type { Entry, RoomState } from "./state.ts"

/** Where the window ends before the newest, a message is only counted. */
export function addMessages(state: RoomState, messages: Message[]): RoomState {
  const inOrder = [...new Map(messages.map((message) => [message.seq, message])).values()].sort(
    (a, b) => a.seq - b.seq,
  )
  const end = state.nextAfter === null ? Number.POSITIVE_INFINITY : newestSeq(state.entries)
  const { inside = [], beyond = [] } = Object.groupBy(inOrder, ({ seq }) =>
    seq > end ? "beyond" : "inside",
  )
  const silent = messages.reduce(
    (now, { username }) => removePerson(now, "typing", username),
    state,
  )
  const entries = beyond.reduce(withoutPending, insertMessages(state, inside))
  return { ...silent, entries, latestSeq: Math.max(state.latestSeq, inOrder.at(-1)?.seq ?? 0) }
}

/** A response may overtake the events before it: then the entry waits for its own event. */
export function confirmSent(state: RoomState, message: Message): Entry[] {
  const isPast = state.missingAfter === null && message.seq <= newestSeq(state.entries)
  if (isPast) return insertMessages(state, [message])
  const { key } = toLoggedEntry(message)
  return mapPending(state.entries, (entry) =>
    entry.key === key ? { ...entry, state: "sent", why: null } : entry,
  )
}

/** One older than the window, as the response to a late retry, waits for its page: the window has no holes. */
function insertMessages({ entries, nextBefore }: RoomState, messages: Message[]): Entry[] {
  const isOlder = ({ id }: Message) => id < (nextBefore ?? 0)
  const { older = [], inside = [] } = Object.groupBy(messages, (message) =>
    isOlder(message) ? "older" : "inside",
  )
  return merge(older.reduce(withoutPending, entries), inside)
}
