/** Where the reader is put on coming into a room: at a message asked for, where they were, where news begin, at the end. */
import { createEffect, createSignal, on, untrack } from "solid-js"
import { newestSeq, placeOf } from "../room/entries.ts"
import type { Unread } from "../unread/unread.ts"
import type { Conversation } from "./conversation.ts"
import { inTheMiddle, type Reading } from "./scroll-controller.ts"
import type { Place } from "./scroll-position.ts"

/** News further back than this are not looked for. */
const NEWS_MAX = 1_000
const PAGE = 200

type EnteringParts = {
  conversation: Conversation
  reading: Reading
  unread: Pick<Unread, "loaded" | "readUpTo">
  /** The message asked for by the address, if any. */
  messageId: () => number | null
}

export function createEntering({ conversation, reading, unread, messageId }: EnteringParts) {
  const [newsAfter, setNewsAfter] = createSignal<number>()
  const [entered, setEntered] = createSignal(false)
  const { live } = conversation
  const was = conversation.place()

  /** -1 where it is not here. */
  function indexOfId(id: number) {
    const { entries } = live()
    const index = placeOf(entries, id, "id")
    return entries[index]?.id === id ? index : -1
  }
  const indexOfNews = (seq: number) => placeOf(live().entries, seq + 1)

  function showMessage(id: number) {
    if (indexOfId(id) < 0) return false
    reading.aimAt({ index: () => indexOfId(id), top: inTheMiddle })
    return true
  }

  function comeBack({ messageId: id, top }: Place) {
    if (indexOfId(id) < 0) return false
    reading.aimAt({ index: () => indexOfId(id), top: () => top })
    return true
  }

  /** Sequences have no holes, so it is known how much is missing. */
  async function showNews(seq: number) {
    const missing = () => (live().entries[0]?.seq ?? 0) - seq
    if (missing() > NEWS_MAX) return
    while (missing() > 0 && live().olderThan !== null) {
      const before = live().olderThan
      await conversation.loadOlder(PAGE)
      if (live().olderThan === before) return
    }
    reading.aimAt({ index: () => indexOfNews(seq), top: (_, screen) => screen / 4 })
  }

  function enter() {
    const asked = messageId()
    const read = unread.readUpTo(conversation.roomId)
    const isNews = read !== undefined && read < newestSeq(live().entries)
    if (isNews) setNewsAfter(read)
    if (asked !== null ? showMessage(asked) : was && comeBack(was)) return
    if (isNews && !conversation.unknown()) void showNews(read)
  }

  // How far it was read before says where the news begin.
  const isHere = () => live().olderThan !== undefined && unread.loaded()
  createEffect(() => {
    if (!isHere() || entered()) return
    untrack(enter)
    setEntered(true)
  })

  createEffect(
    on(
      messageId,
      async (id) => {
        if (id === null) return
        await conversation.show(id)
        showMessage(id)
      },
      { defer: true },
    ),
  )

  return {
    /** The first message after this `seq` is new; the place does not change while the room is open. */
    newsAfter,
    /** It has been seen what was read before: from now on that may change. */
    entered,
  }
}
