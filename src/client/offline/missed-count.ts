/** How much others said in a room while its reader had no connection. */
import { createEffect, createSignal, on, onCleanup } from "solid-js"
import { nameKey } from "../../shared/text.ts"
import type { Api } from "../api.ts"
import type { Conversation } from "../conversation/conversation.ts"
import { newestSeq } from "../room/entries.ts"
import type { Entry } from "../room/state.ts"

/** Less is a hiccup, of which nobody needs to be told. */
const AWAY_MS_MIN = 1_000
const TOLD_MS = 10_000

type Reader = Pick<Api, "connection" | "username">

/** 0 when there is nothing to tell. */
export function createAway({ live }: Pick<Conversation, "live">, { connection, username }: Reader) {
  const [news, setNews] = createSignal(0)
  let left: { seq: number; at: number } | null = null
  let peopleBefore: string[] = []
  let due: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(due))

  createEffect(
    on(connection, ({ status }) => {
      const { entries, olderThan, remembered, people } = live()
      peopleBefore = people
      if (status === "open" || left || olderThan === undefined || remembered) return
      left = { seq: newestSeq(entries), at: Date.now() }
    }),
  )

  // What was missed is told first and then, to whoever comes back, who is there.
  createEffect(() => {
    const { entries, olderThan, people } = live()
    if (connection().status !== "open" || !left) return
    if (olderThan === undefined || people === peopleBefore) return
    const missed = missedIn(entries, left.seq, username)
    const wasLong = Date.now() - left.at >= AWAY_MS_MIN || missed.age >= AWAY_MS_MIN
    left = null
    if (missed.count > 0 && wasLong) tell(missed.count)
  })

  /** For a while, and not while nobody looks. */
  function tell(count: number) {
    clearTimeout(due)
    setNews(count)
    due = setTimeout(() => (document.hidden ? tell(count) : setNews(0)), TOLD_MS)
  }

  return news
}

/** `age`: how long ago the first of them was written. */
function missedIn(entries: Entry[], seq: number, username: string) {
  const later = entries.filter((entry) => entry.state === "logged" && entry.seq > seq)
  const first = later[0]
  if (!first) return { count: 0, age: 0 }
  const isMine = (entry: Entry) => nameKey(entry.username) === nameKey(username)
  const between = first.seq - seq - 1
  return {
    // Of those that are not here yet nobody knows who wrote them.
    count: between + later.filter((entry) => !isMine(entry)).length,
    age: Date.now() - Date.parse(first.timestamp),
  }
}
