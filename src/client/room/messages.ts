/** What is told of new messages, here or in the answer to their sender. */
import type { Message } from "../../shared/schema.ts"
import { changeWaiting, merge, newestSeq, toEntry, withoutWaiting } from "./entries.ts"
import { without } from "./people.ts"
import type { Entry, Live } from "./state.ts"

/** Away from the newest, a message is only heard of. */
export function withTold(live: Live, messages: Message[]): Live {
  const inOrder = [...new Map(messages.map((message) => [message.seq, message])).values()].sort(
    (a, b) => a.seq - b.seq,
  )
  const end = live.newerThan === null ? Number.POSITIVE_INFINITY : newestSeq(live.entries)
  const { here = [], beyond = [] } = Object.groupBy(inOrder, ({ seq }) =>
    seq > end ? "beyond" : "here",
  )
  const silent = messages.reduce((now, { username }) => without(now, "typing", username), live)
  const entries = beyond.reduce(withoutWaiting, placed(live, here))
  return { ...silent, entries, latest: Math.max(live.latest, inOrder.at(-1)?.seq ?? 0) }
}

/** The answer to a sender may overtake what was said before: then it waits for its turn. */
export function withAnswer(live: Live, message: Message): Entry[] {
  const isPast = live.missingAfter === null && message.seq <= newestSeq(live.entries)
  if (isPast) return placed(live, [message])
  const { key } = toEntry(message)
  return changeWaiting(live.entries, (entry) =>
    entry.key === key ? { ...entry, state: "sent", why: null } : entry,
  )
}

/** What is older than what is here, as the answer to a late retry, waits for its page: nothing is left out between. */
function placed({ entries, olderThan }: Live, messages: Message[]): Entry[] {
  const isOlder = ({ id }: Message) => id < (olderThan ?? 0)
  const { older = [], told = [] } = Object.groupBy(messages, (message) =>
    isOlder(message) ? "older" : "told",
  )
  return merge(older.reduce(withoutWaiting, entries), told)
}
