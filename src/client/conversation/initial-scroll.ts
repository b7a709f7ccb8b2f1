/** Where an opened room is shown: at the message of the address, where it was left, at the first unread message, at the end. */
import { createEffect, createSignal, on, untrack } from "solid-js"
import { lowerBound, newestSeq } from "../room/entries.ts"
import type { Unread } from "../unread/unread.ts"
import type { Conversation } from "./conversation.ts"
import type { ScrollController } from "./scroll-controller.ts"
import { centered, type ScrollTarget } from "./scroll-target.ts"

/** Further back, the first unread message is not loaded. */
const UNREAD_MAX = 1_000
const PAGE = 200

type InitialScrollOptions = {
  conversation: Conversation
  controller: ScrollController
  unread: Pick<Unread, "isLoaded" | "readUpTo">
  messageId: () => number | null
}

export function createInitialScroll(options: InitialScrollOptions) {
  const { conversation, unread, messageId } = options
  const [unreadAfter, setUnreadAfter] = createSignal<number>()
  const [isPositioned, setPositioned] = createSignal(false)
  const { state } = conversation
  const left = conversation.savedPosition()

  const scrollToMessage = (id: number, top: ScrollTarget["top"]) =>
    tryScrollTo(options, { index: () => indexOfId(conversation, id), top })

  function position() {
    const linked = messageId()
    const read = unread.readUpTo(conversation.roomId)
    const isUnread = read !== undefined && read < newestSeq(state().entries)
    if (isUnread) setUnreadAfter(read)
    if (linked !== null ? scrollToMessage(linked, centered) : scrollToLeft()) return
    if (isUnread && !conversation.isMessageUnknown()) void scrollToUnread(options, read)
  }

  const scrollToLeft = () => left !== null && scrollToMessage(left.messageId, () => left.top)

  // The first unread message is known once the read marks are loaded.
  const isReady = () => state().nextBefore !== undefined && unread.isLoaded()
  createEffect(() => {
    if (!isReady() || isPositioned()) return
    untrack(position)
    setPositioned(true)
  })

  createEffect(
    on(
      messageId,
      async (id) => {
        if (id === null) return
        await conversation.ensureLoaded(id)
        scrollToMessage(id, centered)
      },
      { defer: true },
    ),
  )

  return {
    /** The `seq` before the first unread message; it does not change while the room is open. */
    unreadAfter,
    /** From then on messages may be marked as read. */
    isPositioned,
  }
}

/** False when the message is not here. */
function tryScrollTo({ controller }: InitialScrollOptions, target: ScrollTarget) {
  const isHere = target.index() >= 0
  if (isHere) controller.scrollTo(target)
  return isHere
}

/** -1 where it is not here. */
function indexOfId({ state }: Conversation, id: number) {
  const { entries } = state()
  const index = lowerBound(entries, id, "id")
  return entries[index]?.id === id ? index : -1
}

/** `seq` has no holes, so it is known how many are missing. */
async function scrollToUnread({ conversation, controller }: InitialScrollOptions, seq: number) {
  const { state, loadOlder } = conversation
  const missing = () => (state().entries[0]?.seq ?? 0) - seq
  if (missing() > UNREAD_MAX) return
  while (missing() > 0 && state().nextBefore !== null) {
    const before = state().nextBefore
    await loadOlder(PAGE)
    if (state().nextBefore === before) return
  }
  controller.scrollTo({
    index: () => lowerBound(state().entries, seq + 1),
    top: (_, screen) => screen / 4,
  })
}
