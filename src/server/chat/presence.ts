/**
 * Who is in a room: people, not tabs. A connection holds a lease for its person; the last lease to end is the leaving.
 * A lease lives as long as its connection shows signs of life, so that one that died silently is noticed too.
 */
import type { RoomEvent } from "../../shared/events.ts"
import {
  PRESENCE_LEASE_MS,
  USERS_LIST_INTERVAL_MS,
  USERS_LISTED_TO_ALL_MAX,
} from "../../shared/limits.ts"
import type { Person } from "./people.ts"

/** One way somebody is connected, here or at another node. `seenAt()` is when it last showed life, by `performance.now()`. */
export type Connection = { seenAt(): number; readonly isElsewhere?: boolean }

type UsersList = Extract<RoomEvent, { type: "users_list" }>
type Presence = { username: string; leases: Set<Connection> }
type Room = {
  people: Map<string, Presence>
  list?: UsersList
  /** Of the list: another number after every change, in any room. */
  edition: number
  toldAt: number
  telling?: NodeJS.Timeout
}
type Announce = (roomId: number, event: RoomEvent, edition?: number) => void
type Note = (roomId: number, who: Person, isHere: boolean) => void

/** `noteHere` is told when the first of a person's connections to this node has come, and when the last has gone. */
export function createPresence(announce: Announce, noteHere?: Note) {
  const rooms = new Map<number, Room>()
  let editions = 0
  const sweeping = setInterval(() => sweep(performance.now()), PRESENCE_LEASE_MS / 3)
  sweeping.unref()

  /** True when this is the person's first connection. */
  function join(roomId: number, who: Person, connection: Connection): boolean {
    const room = rooms.get(roomId) ?? emptyRoom()
    rooms.set(roomId, room)
    const present = room.people.get(who.key)
    if (noteHere && !connection.isElsewhere && !isHere(present)) noteHere(roomId, who, true)
    if (present) {
      present.leases.add(connection)
      return false
    }
    room.people.set(who.key, { username: who.username, leases: new Set([connection]) })
    announce(roomId, { type: "join", username: who.username })
    changed(roomId, room)
    return true
  }

  /** True when this was the person's last connection. */
  function leave(roomId: number, who: Person, connection: Connection): boolean {
    const room = rooms.get(roomId)
    const present = room?.people.get(who.key)
    if (!(room && present?.leases.delete(connection))) return false
    if (noteHere && !connection.isElsewhere && !isHere(present)) noteHere(roomId, who, false)
    if (present.leases.size > 0) return false
    room.people.delete(who.key)
    announce(roomId, { type: "leave", username: present.username })
    changed(roomId, room)
    return true
  }

  /** The list is told at most once an interval: at once when it was quiet, otherwise at the interval's end. */
  function changed(roomId: number, room: Room) {
    delete room.list
    room.edition = ++editions
    const wait = room.toldAt + USERS_LIST_INTERVAL_MS - performance.now()
    // Not in this very moment, so that a newcomer hears the list it asked for before everyone else's.
    room.telling ??= setTimeout(tell, Math.max(0, wait), roomId, room)
  }

  function tell(roomId: number, room: Room) {
    delete room.telling
    room.toldAt = performance.now()
    // In a big room the list told to all would cost its square; those there have heard every join and leave.
    if (room.people.size <= USERS_LISTED_TO_ALL_MAX)
      announce(roomId, usersList(roomId), room.edition)
    if (room.people.size === 0) setTimeout(forgetEmpty, USERS_LIST_INTERVAL_MS, roomId).unref()
  }

  /** Empty rooms would gather for ever. Not before the interval is over, or the next list might come too early. */
  function forgetEmpty(roomId: number) {
    const room = rooms.get(roomId)
    if (room?.people.size === 0 && !room.telling) rooms.delete(roomId)
  }

  function usersList(roomId: number): UsersList {
    const room = rooms.get(roomId)
    if (!room) return { type: "users_list", users: [] }
    room.list ??= {
      type: "users_list",
      users: [...room.people.values()].map((present) => present.username),
    }
    return room.list
  }

  /** Ends the leases of connections that have been silent for too long. */
  function sweep(now: number) {
    const silent = (connection: Connection) => now - connection.seenAt() > PRESENCE_LEASE_MS
    for (const [roomId, room] of rooms)
      for (const [key, { username, leases }] of room.people)
        for (const connection of leases)
          if (silent(connection)) leave(roomId, { username, key }, connection)
  }

  function forget(roomId: number) {
    clearTimeout(rooms.get(roomId)?.telling)
    rooms.delete(roomId)
  }

  return {
    join,
    leave,
    usersList,
    /** Who has heard the list of this edition need not hear it again. */
    edition: (roomId: number): number => rooms.get(roomId)?.edition ?? 0,
    sweep,
    /** The room is gone: nobody is told. */
    forget,
    close: () => {
      clearInterval(sweeping)
      for (const roomId of [...rooms.keys()]) forget(roomId)
    },
  }
}

const isHere = (present: Presence | undefined) =>
  present?.leases.values().some(({ isElsewhere }) => !isElsewhere) ?? false

const emptyRoom = (): Room => ({
  people: new Map(),
  edition: 0,
  toldAt: Number.NEGATIVE_INFINITY,
})

export type PresenceBoard = ReturnType<typeof createPresence>
