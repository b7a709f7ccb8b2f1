import { type Accessor, createMemo } from "solid-js"
import type { RoomState } from "../room/state.ts"

type UnseenCountOptions = {
  state: Accessor<RoomState>
  atNewest: Accessor<boolean>
  /** Before that nothing counts, although the room may be known from an earlier visit. */
  isPositioned: Accessor<boolean>
  /** The last `seq` read on an earlier visit, if anything after it was unread. */
  readBefore: Accessor<number | undefined>
}

export function createUnseenCount(options: UnseenCountOptions) {
  const { state, atNewest, isPositioned, readBefore } = options
  const latestSeq = createMemo(() => state().latestSeq)

  const seenSeq = createMemo<number | undefined>((before) => {
    if (!isPositioned()) return
    if (atNewest()) return latestSeq()
    // Far from the newest, the end of the room is not known before the first message that comes.
    const isEndKnown = state().nextAfter === null || latestSeq() === 0
    return before || (readBefore() ?? (isEndKnown ? latestSeq() : latestSeq() - 1))
  })

  return createMemo(() => Math.max(0, latestSeq() - (seenSeq() ?? 0)))
}
