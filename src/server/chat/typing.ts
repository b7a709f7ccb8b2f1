import type { RoomEvent } from "../../shared/events.ts"
import { TYPING_LEASE_MS, TYPING_REPEAT_MS } from "../../shared/limits.ts"
import type { Peer } from "../admission/peer.ts"
import type { Person } from "./people.ts"

/** `tell` is how it was told that it began, and how its end is. */
type Lease = { who: Person; expiry: NodeJS.Timeout; announcedAt: number; tell: Announce }
export type TypingEvent = Extract<RoomEvent, { type: "typing" }>
type Announce = (roomId: number, event: TypingEvent) => void

/** Takes one typing announcement of a name at an address; false for one too many, which is not passed on. */
type Admits = (address: string, key: string) => boolean

/** Who is typing where: a lease that ends by itself, because the sign that ends it may never come. */
export function createTyping(announce: Announce, admits: Admits) {
  const rooms = new Map<number, Map<string, Lease>>()

  function start({ address }: Peer, roomId: number, who: Person) {
    const isRunning = rooms.get(roomId)?.has(who.key)
    // Starting and stopping in turn would otherwise be a way to make everybody busy.
    if (isRunning || admits(address, who.key)) begin(roomId, who, announce)
  }

  function begin(roomId: number, who: Person, tell: Announce) {
    const leases = rooms.get(roomId) ?? new Map<string, Lease>()
    const running = leases.get(who.key)
    clearTimeout(running?.expiry)
    const now = performance.now()
    const repeat = !running || now - running.announcedAt >= TYPING_REPEAT_MS
    rooms.set(roomId, leases)
    leases.set(who.key, {
      who,
      expiry: setTimeout(stop, TYPING_LEASE_MS, roomId, who),
      announcedAt: repeat ? now : running.announcedAt,
      tell,
    })
    if (repeat) tell(roomId, { type: "typing", username: who.username, isTyping: true })
  }

  function stop(roomId: number, who: Person) {
    const leases = rooms.get(roomId)
    const lease = leases?.get(who.key)
    if (!lease) return
    clearTimeout(lease.expiry)
    leases?.delete(who.key)
    if (leases?.size === 0) rooms.delete(roomId)
    lease.tell(roomId, { type: "typing", username: lease.who.username, isTyping: false })
  }

  function forget(roomId: number) {
    for (const lease of rooms.get(roomId)?.values() ?? []) clearTimeout(lease.expiry)
    rooms.delete(roomId)
  }

  return {
    start,
    stop,
    /** As another way of telling has it: who counted it there need not count it here. */
    begin,
    /** The room is gone: nobody is told. */
    forget,
    close: () => {
      for (const roomId of [...rooms.keys()]) forget(roomId)
    },
  }
}

export type TypingBoard = ReturnType<typeof createTyping>
