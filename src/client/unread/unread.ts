/** What one person has not read yet, in this browser: how far they have read, against where the rooms stand. */
import { createComputed, createMemo, createSignal, on } from "solid-js"
import { nameKey } from "../../shared/text.ts"
import type { Api } from "../api.ts"
import { type ActivityByRoom, createActivity } from "../rooms/activity.ts"
import type { Rooms } from "../rooms/rooms.ts"
import type { Room } from "../sdk/index.ts"
import type { ReadMarks } from "../storage/read-marks.ts"
import type { Muting } from "./muting.ts"
import { createMarkKeeper } from "./read-mark-sync.ts"
import { countUnread, fallenBack, further, type Marks, marksDue, outdated } from "./read-marks.ts"
import { createTally } from "./unread-counts.ts"

type UnreadParts = { rooms: Rooms; kept: ReadMarks; muting: Muting }

export function createUnread(api: Api, { rooms, kept, muting }: UnreadParts) {
  const marks = new Map<number, number>()
  const [loaded, setLoaded] = createSignal(false)
  const [inView, watch] = createSignal<number | null>(null)
  let found: Marks = new Map()
  const loading = load()
  // Asked after the marks were read: so that a mark beyond where its room stands tells of another database.
  const activity = createActivity(api, { ready: loading, listed: rooms.listed })
  const news = createTally((roomId) => countUnread(activity.of(roomId)?.seq, marks.get(roomId)))
  const keep = createMarkKeeper(kept, { person: nameKey(api.username), hear: add })

  async function load() {
    found = await kept.all()
    add(found)
    setLoaded(true)
  }

  function add(read: Marks) {
    const grown = further(marks, read)
    for (const [roomId, seq] of grown) marks.set(roomId, seq)
    news.recount(grown.keys())
    return grown
  }

  const mark = (read: Marks) => keep(add(read))

  createComputed(
    on(activity.state, (now, before) => {
      if (!now) return
      const { moves } = now
      if (before) takeBack(fallenBack(moves))
      else forgetOutdated(now.byRoom)
      mark(marksDue({ marks, moves, areFirst: !before }, api.username))
      news.recount(moves.map(({ now: { roomId } }) => roomId))
    }),
  )

  // A room that is made while somebody is here is new from its first message on.
  createComputed(
    on([activity.byRoom, rooms.list], ([standings, listed]) => {
      const fresh = standings && listed?.filter(({ id }) => !standings.has(id))
      if (fresh) mark(new Map(fresh.map(({ id }) => [id, 0])))
    }),
  )

  /** What was read since the page was opened is of this database. */
  function forgetOutdated(standings: ActivityByRoom) {
    forget(outdated(found, standings).filter((id) => marks.get(id) === found.get(id)))
  }

  /** Nobody has read more of these rooms than there is. */
  function takeBack(ends: Marks) {
    const beyond = [...ends].filter(([roomId, seq]) => seq < (marks.get(roomId) ?? 0))
    forget(beyond.map(([roomId]) => roomId))
    mark(new Map(beyond))
  }

  function forget(roomIds: number[]) {
    if (roomIds.length === 0) return
    for (const roomId of roomIds) marks.delete(roomId)
    news.recount(roomIds)
    void kept.forget(roomIds)
  }

  /** New messages in a room; none in the one somebody is looking at. */
  const count = (roomId: number) => (roomId === inView() ? 0 : news.of(roomId))

  const calling = (room: Room) => (muting.isMuted(room) ? 0 : count(room.id))

  const total = createMemo(() => {
    const listed = [...news.counts().keys()].map(rooms.find)
    return listed.reduce((sum, room) => sum + (room ? calling(room) : 0), 0)
  })

  return {
    activity,
    count,
    /** Those of them that call for attention: none in a muted room. */
    calling,
    /** In all rooms together. */
    total,
    isMuted: muting.isMuted,
    toggleMuted: muting.toggle,

    /** False until it is known how far somebody had read. */
    loaded,
    /** The `seq` of the last message read in a room; undefined where it is not known. */
    readUpTo: (roomId: number) => marks.get(roomId),
    seen: (roomId: number, seq: number) => mark(new Map(seq > 0 ? [[roomId, seq]] : [])),

    /** The room whose newest messages are in front of somebody. */
    inView,
    watch,
  }
}

export type Unread = ReturnType<typeof createUnread>
