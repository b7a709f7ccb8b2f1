/**
 * Who is in a room: people, not tabs. A subscription holds a lease for its person; the last lease to end is the leaving.
 * A lease lives as long as its connection shows signs of life, so that one that died silently is noticed too.
 */
import type { RoomEvent } from "../../shared/events.ts"
import type { Person } from "../identity/person.ts"
import { PRESENCE_LEASE_MS, USERS_LIST_INTERVAL_MS, USERS_LISTED_TO_ALL_MAX } from "../limits.ts"
import type { PublishOptions } from "./room-stream.ts"

/** `seenAt()` is the last sign of life, by `performance.now()`. */
export type Lease = { seenAt(): number; readonly isRemote?: boolean }

type UsersList = Extract<RoomEvent, { type: "users_list" }>
type Present = { person: Person; leases: Set<Lease> }
type Room = {
  people: Map<string, Present>
  list?: UsersList
  /** Of the list: another number after every change, in any room. */
  version: number
  publishedAt: number
  publishing?: NodeJS.Timeout
}
type Publish = (roomId: number, event: RoomEvent, options?: PublishOptions) => void
/** The first of a person's leases on this node has begun, or the last has ended. */
type OnLocalChange = (roomId: number, person: Person, isHere: boolean) => void

export class Presence {
  readonly #publish: Publish
  readonly #onLocalChange: OnLocalChange | undefined
  readonly #rooms = new Map<number, Room>()
  #versions = 0
  readonly #sweeping = setInterval(() => this.sweep(performance.now()), PRESENCE_LEASE_MS / 3)

  constructor(publish: Publish, onLocalChange?: OnLocalChange) {
    this.#publish = publish
    this.#onLocalChange = onLocalChange
    this.#sweeping.unref()
  }

  /** True when this is the person's first lease. */
  join(roomId: number, person: Person, lease: Lease): boolean {
    const room = this.#rooms.get(roomId) ?? emptyRoom()
    this.#rooms.set(roomId, room)
    const present = room.people.get(person.id)
    if (!(lease.isRemote || isLocal(present))) this.#onLocalChange?.(roomId, person, true)
    if (present) {
      present.leases.add(lease)
      return false
    }
    room.people.set(person.id, { person, leases: new Set([lease]) })
    this.#publish(roomId, { type: "join", username: person.name })
    this.#scheduleList(roomId, room)
    return true
  }

  /** True when this was the person's last lease. */
  leave(roomId: number, person: Person, lease: Lease): boolean {
    const room = this.#rooms.get(roomId)
    const present = room?.people.get(person.id)
    if (!(room && present?.leases.delete(lease))) return false
    if (!(lease.isRemote || isLocal(present))) this.#onLocalChange?.(roomId, person, false)
    if (present.leases.size > 0) return false
    room.people.delete(person.id)
    this.#publish(roomId, { type: "leave", username: present.person.name })
    this.#scheduleList(roomId, room)
    return true
  }

  usersList(roomId: number): UsersList {
    const room = this.#rooms.get(roomId)
    if (!room) return { type: "users_list", users: [] }
    room.list ??= {
      type: "users_list",
      users: [...room.people.values()].map(({ person }) => person.name),
    }
    return room.list
  }

  /** Of the list: a subscriber that has this one need not get it again. */
  version(roomId: number): number {
    return this.#rooms.get(roomId)?.version ?? 0
  }

  /** Ends the leases of connections that have been silent for too long. */
  sweep(now: number): void {
    for (const [roomId, room] of this.#rooms)
      for (const { person, leases } of room.people.values())
        for (const lease of leases)
          if (now - lease.seenAt() > PRESENCE_LEASE_MS) this.leave(roomId, person, lease)
  }

  forget(roomId: number): void {
    clearTimeout(this.#rooms.get(roomId)?.publishing)
    this.#rooms.delete(roomId)
  }

  close(): void {
    clearInterval(this.#sweeping)
    for (const roomId of [...this.#rooms.keys()]) this.forget(roomId)
  }

  /** At most once an interval: at once when it was quiet, otherwise at the interval's end. */
  #scheduleList(roomId: number, room: Room) {
    delete room.list
    room.version = ++this.#versions
    const wait = room.publishedAt + USERS_LIST_INTERVAL_MS - performance.now()
    // Never at once, so that a newcomer gets its own list before the one for all.
    room.publishing ??= setTimeout(() => this.#publishList(roomId, room), Math.max(0, wait))
  }

  #publishList(roomId: number, room: Room) {
    delete room.publishing
    room.publishedAt = performance.now()
    // In a big room a list for all would cost its square; those there have had every join and leave.
    if (room.people.size <= USERS_LISTED_TO_ALL_MAX)
      this.#publish(roomId, this.usersList(roomId), { version: room.version })
    if (room.people.size > 0) return
    setTimeout(() => this.#forgetEmpty(roomId), USERS_LIST_INTERVAL_MS).unref()
  }

  /** Empty rooms would accumulate. Not before the interval is over, or the next list might come too early. */
  #forgetEmpty(roomId: number) {
    const room = this.#rooms.get(roomId)
    if (room?.people.size === 0 && !room.publishing) this.#rooms.delete(roomId)
  }
}

const isLocal = (present: Present | undefined) =>
  present?.leases.values().some(({ isRemote }) => !isRemote) ?? false

const emptyRoom = (): Room => ({
  people: new Map(),
  version: 0,
  publishedAt: Number.NEGATIVE_INFINITY,
})
