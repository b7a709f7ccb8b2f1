/**
 * Following a room: never a gap, never twice. A follower listens first, then reads what it missed, then goes live,
 * dropping what it already has; a jump in `seq` is filled from the store before it goes on.
 */
import { ChatError } from "../../shared/errors.ts"
import { isDurable, type RoomEvent } from "../../shared/events.ts"
import { INBOX_EVENTS_MAX, REPLAY_EVENTS_MAX } from "../../shared/limits.ts"
import { createBookmark, type Positioned } from "./bookmark.ts"
import type { Core } from "./core.ts"
import { createInbox } from "./inbox.ts"
import type { Person } from "./people.ts"
import type { Connection } from "./presence.ts"

/** `after` is the last seq the follower has; null starts with what happens from now on. Ends when `signal` aborts. */
type Following = {
  roomId: number
  who: Person | null
  after: number | null
  connection: Connection
  signal: AbortSignal
}

export type RoomFeed = AsyncIterable<Positioned>

/** `lost` stands for events that came faster than they were read. */
type Heard = RoomEvent | { type: "lost" }
type Backlog = { seq: number; events: RoomEvent[] }
type Reading = Following & { backlog: Backlog; inbox: AsyncIterable<Heard>; leave: () => void }

/** Beyond every position: asks for none of the log, only for how long it is. */
const LOG_END = Number.MAX_SAFE_INTEGER

type Parts = Pick<Core, "store" | "hub" | "presence" | "typing">

export function createFollow({ store, hub, presence, typing }: Parts) {
  /** Rejects with ROOM_NOT_FOUND before anything is told to anybody. */
  return async function follow(following: Following): Promise<RoomFeed> {
    const { roomId, who, after, connection, signal } = following
    const inbox = createInbox<Heard>(INBOX_EVENTS_MAX, { type: "lost" })
    // Each following holds a lease of its own, however many share a connection.
    const lease = { seenAt: () => connection.seenAt() }
    let entered = false
    const stopListening = hub.listen(roomId, (event) => {
      // What merely passes is for those who are there.
      if (entered || isDurable(event) || event.type === "room_deleted") inbox.push(event)
    })
    const backlog = await catchUp(roomId, after).catch((error) => {
      stopListening()
      throw error
    })
    if (signal.aborted) leave()
    else enter()
    return read({ ...following, backlog, inbox, leave })

    function enter() {
      entered = true
      signal.addEventListener("abort", leave, { once: true })
      if (who) presence.join(roomId, who, lease)
      inbox.push(presence.usersList(roomId))
    }

    function leave() {
      stopListening()
      inbox.end()
      if (who && presence.leave(roomId, who, lease)) typing.stop(roomId, who)
    }
  }

  async function* read({ who, roomId, backlog, inbox, leave }: Reading) {
    const bookmark = createBookmark(who, backlog.seq)
    try {
      for (const event of backlog.events) yield bookmark.moveTo(event)
      for await (const heard of inbox) {
        const isWhole = heard.type !== "lost" && !bookmark.isBehind(heard)
        const events = isWhole ? [heard] : await missed(roomId, bookmark.seq)
        for (const event of events.filter(bookmark.isNews)) yield bookmark.moveTo(event)
        if (events.at(-1)?.type === "room_deleted") return
      }
    } finally {
      leave()
    }
  }

  /** Brings a reader that lost its thread up to date: what the log has since, and who is there now. */
  async function missed(roomId: number, seq: number): Promise<RoomEvent[]> {
    const { events } = await catchUp(roomId, seq).catch((error) => {
      if (!(error instanceof ChatError && error.code === "ROOM_NOT_FOUND")) throw error
      return { events: [{ type: "room_deleted" as const, roomId }] }
    })
    const isGone = events.at(-1)?.type === "room_deleted"
    return isGone ? events : [...events, presence.usersList(roomId)]
  }

  /** What the log holds after a position, or the news that it is too far back. */
  async function catchUp(roomId: number, after: number | null): Promise<Backlog> {
    const from = { roomId, after: after ?? LOG_END, limit: REPLAY_EVENTS_MAX }
    const { latestSeq, events, complete } = await store.replay(from)
    if (after === null) return { seq: latestSeq, events: [] }
    return { seq: after, events: complete ? events : [{ type: "gap", latestSeq }] }
  }
}
