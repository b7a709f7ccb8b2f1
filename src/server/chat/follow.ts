/**
 * Following a room: never a gap, never twice. A follower listens first, then reads what it missed, then goes live,
 * dropping what it already has; a jump in `seq` is filled from the store before it goes on.
 */
import type { RoomEvent } from "../../shared/events.ts"
import { INBOX_EVENTS_MAX, REPLAY_EVENTS_MAX } from "../../shared/limits.ts"
import type { Hub } from "../hub/hub.ts"
import type { Store } from "../store/store.ts"
import { createBookmark, type Positioned } from "./bookmark.ts"
import { createInbox } from "./inbox.ts"
import type { Person } from "./people.ts"
import type { Connection, PresenceBoard } from "./presence.ts"

/** `after` is the last seq the follower has; null starts with what happens from now on. Ends when `signal` aborts. */
type Following = {
  roomId: number
  who: Person | null
  after: number | null
  connection: Connection
  signal: AbortSignal
}

export type RoomFeed = AsyncIterable<Positioned>

type Parts = { store: Store; hub: Hub<number, RoomEvent>; presence: PresenceBoard }
type Backlog = { seq: number; events: RoomEvent[] }
type Reading = {
  following: Following
  backlog: Backlog
  inbox: AsyncIterable<RoomEvent>
  leave: () => void
}

/** Beyond every position: asks for none of the log, only for how long it is. */
const LOG_END = Number.MAX_SAFE_INTEGER

export function createFollow({ store, hub, presence }: Parts) {
  /** Rejects with ROOM_NOT_FOUND before anything is told to anybody. */
  return async function follow(following: Following): Promise<RoomFeed> {
    const { roomId, who, after, connection, signal } = following
    const inbox = createInbox<RoomEvent>(INBOX_EVENTS_MAX)
    const stopListening = hub.listen(roomId, inbox.push)
    const backlog = await catchUp(roomId, after).catch((error) => {
      stopListening()
      throw error
    })
    if (signal.aborted) leave()
    else {
      signal.addEventListener("abort", leave, { once: true })
      if (who) presence.join(roomId, who, connection)
      inbox.push(presence.usersList(roomId))
    }
    return read({ following, backlog, inbox, leave })

    function leave() {
      stopListening()
      inbox.end()
      if (who) presence.leave(roomId, who, connection)
    }
  }

  async function* read({ following, backlog, inbox, leave }: Reading) {
    const bookmark = createBookmark(following.who, backlog.seq)
    const missedBy = async ({ seq }: { seq: number }) =>
      (await catchUp(following.roomId, seq)).events
    try {
      for (const event of backlog.events) yield bookmark.moveTo(event)
      for await (const heard of inbox) {
        const events = bookmark.isBehind(heard) ? await missedBy(bookmark) : [heard]
        for (const event of events.filter(bookmark.isNews)) yield bookmark.moveTo(event)
        if (heard.type === "room_deleted") return
      }
    } finally {
      leave()
    }
  }

  /** What the log holds after a position, or the news that it is too far back. */
  async function catchUp(roomId: number, after: number | null): Promise<Backlog> {
    const from = { roomId, after: after ?? LOG_END, limit: REPLAY_EVENTS_MAX }
    const { latestSeq, events, complete } = await store.replay(from)
    if (after === null) return { seq: latestSeq, events: [] }
    return { seq: after, events: complete ? events : [{ type: "gap", latestSeq }] }
  }
}
