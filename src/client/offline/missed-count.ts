/** How much others said in a room while this browser had no connection. */
import { createEffect, createSignal, on, onCleanup } from "solid-js"
import { nameKey } from "../../shared/text.ts"
import type { Api } from "../api.ts"
import type { Conversation } from "../conversation/conversation.ts"
import { newestSeq } from "../room/entries.ts"
import type { Entry } from "../room/state.ts"

/** A shorter loss of the connection is not worth a note. */
const OFFLINE_MS_MIN = 1_000
const SHOWN_MS = 10_000

type Reader = Pick<Api, "connection" | "username">

export function createMissedCount(
  { state }: Pick<Conversation, "state">,
  { connection, username }: Reader,
) {
  const [count, setCount] = createSignal(0)
  let lost: { seq: number; at: number } | null = null
  let peopleBefore: string[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))

  createEffect(
    on(connection, ({ status }) => {
      const { entries, nextBefore, cached, people } = state()
      peopleBefore = people
      if (status === "open" || lost || nextBefore === undefined || cached) return
      lost = { seq: newestSeq(entries), at: Date.now() }
    }),
  )

  // The server sends what was missed first, and then the list of people.
  createEffect(() => {
    const { entries, nextBefore, people } = state()
    if (connection().status !== "open" || !lost) return
    if (nextBefore === undefined || people === peopleBefore) return
    const missed = missedIn(entries, lost.seq, username)
    const wasLong = Date.now() - lost.at >= OFFLINE_MS_MIN || missed.age >= OFFLINE_MS_MIN
    lost = null
    if (missed.count > 0 && wasLong) show(missed.count)
  })

  /** Time counts only while the page is visible. */
  function show(missed: number) {
    clearTimeout(timer)
    setCount(missed)
    timer = setTimeout(() => (document.hidden ? show(missed) : setCount(0)), SHOWN_MS)
  }

  return count
}

/** `age`: ms since the first of them was written. */
function missedIn(entries: Entry[], seq: number, username: string) {
  const later = entries.filter((entry) => entry.state === "logged" && entry.seq > seq)
  const first = later[0]
  if (!first) return { count: 0, age: 0 }
  const isOwn = (entry: Entry) => nameKey(entry.username) === nameKey(username)
  const between = first.seq - seq - 1
  return {
    // The authors of those that are not loaded are not known.
    count: between + later.filter((entry) => !isOwn(entry)).length,
    age: Date.now() - Date.parse(first.timestamp),
  }
}
