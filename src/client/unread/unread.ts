/** What one person has not read yet, in this browser: the last message of each room less how far they have read. */
import { createComputed, createMemo, createSignal, on } from "solid-js"
import type { Api } from "../api.ts"
import { createActivity } from "../rooms/activity.ts"
import type { Rooms } from "../rooms/rooms.ts"
import type { Room } from "../sdk/index.ts"
import type { ReadMarkStore } from "../storage/read-marks.ts"
import type { Muting } from "./muting.ts"
import { createPersonMarks, type PersonMarks } from "./person-marks.ts"
import { countUnread, marksDue, rewoundMarks } from "./read-marks.ts"
import { createUnreadCounts, type UnreadCounts } from "./unread-counts.ts"

type UnreadOptions = { rooms: Rooms; readMarks: ReadMarkStore; muting: Muting }

export function createUnread(api: Api, { rooms, readMarks, muting }: UnreadOptions) {
  const [inView, setInView] = createSignal<number | null>(null)
  const marks = createPersonMarks({
    ...{ store: readMarks, person: api.personId },
    onChange: (roomIds) => counts.recount(roomIds),
  })
  // Requested after the marks were read: a mark beyond the end of its room is then of another database.
  const activity = createActivity(api, { ready: marks.loading, listed: rooms.listed })
  const counts = createUnreadCounts((roomId) =>
    countUnread(activity.of(roomId)?.seq, marks.all.get(roomId)),
  )
  markFromActivity({ activity, marks, counts, rooms, username: api.username })

  const count = (roomId: number) => (roomId === inView() ? 0 : counts.of(roomId))

  const countUnmuted = (room: Room) => (muting.isMuted(room) ? 0 : count(room.id))

  const total = createMemo(() => {
    const listed = [...counts.all().keys()].map(rooms.find)
    return listed.reduce((sum, room) => sum + (room ? countUnmuted(room) : 0), 0)
  })

  return {
    activity,
    count,
    countUnmuted,
    total,
    isMuted: muting.isMuted,
    toggleMuted: muting.toggle,

    /** False until the marks of earlier visits are read. */
    isLoaded: marks.isLoaded,
    readUpTo: (roomId: number) => marks.all.get(roomId),
    markRead: (roomId: number, seq: number) => marks.raise(new Map(seq > 0 ? [[roomId, seq]] : [])),

    /** The room whose newest messages are on the screen and looked at. */
    inView,
    setInView,
  }
}

export type Unread = ReturnType<typeof createUnread>

type ActivityMarks = {
  activity: ReturnType<typeof createActivity>
  marks: PersonMarks
  counts: UnreadCounts
  rooms: Rooms
  username: string
}

function markFromActivity({ activity, marks, counts, rooms, username }: ActivityMarks) {
  createComputed(
    on(activity.state, (now, before) => {
      if (!now) return
      const { moves } = now
      if (before) marks.lower(rewoundMarks(moves))
      else marks.removeStale(now.byRoom)
      marks.raise(marksDue({ marks: marks.all, moves, areFirst: !before }, username))
      counts.recount(moves.map(({ now: { roomId } }) => roomId))
    }),
  )

  // A room that is created while the app is open is unread from its first message on.
  createComputed(
    on([activity.byRoom, rooms.list], ([known, listed]) => {
      const created = known && listed?.filter(({ id }) => !known.has(id))
      if (created) marks.raise(new Map(created.map(({ id }) => [id, 0])))
    }),
  )
}
