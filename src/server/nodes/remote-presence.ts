/**
 * Who is in a room at which node. Each node keeps a list of the people it has there and publishes every change of it; the
 * others take it as one more lease on being present, for as long as heartbeats come. The list has a version that grows
 * with every change, so that a node that missed one notices, and requests a snapshot. Nothing is kept on the bus: what it
 * loses is published again (docs/decisions/0013).
 */

import type { Person } from "../identity/person.ts"
import { PEOPLE_BEAT_MS, PEOPLE_WAIT_MS, PRESENCE_LEASE_MS } from "../limits.ts"
import type { Presence } from "../live/presence.ts"
import type { Bus } from "./bus.ts"
import type { BusCodec } from "./bus-codec.ts"
import { busTopics, type PresenceNodeEvent } from "./node-events.ts"
import { NodePresence } from "./node-presence.ts"

type Parts = { bus: Pick<Bus, "isUp">; codec: BusCodec; presence: Presence }

type Room = {
  /** The names of those at this node, by person's id. */
  local: Map<string, string>
  version: number
  publishedAt: number
  nodes: Map<string, NodePresence>
  /** How many nodes a snapshot was requested of, once that is known. */
  requested: number
  ready: PromiseWithResolvers<void>
}

const TICK_MS = 1_000

export class RemotePresence {
  readonly #parts: Parts
  readonly #rooms = new Map<number, Room>()
  /** The highest of all: a room that is subscribed to again must not start below where it was. */
  #versions = 0
  readonly #ticking = setInterval(() => this.#tick(), TICK_MS).unref()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  subscribe(roomId: number): void {
    const ready = Promise.withResolvers<void>()
    const empty = { local: new Map(), nodes: new Map(), requested: Number.POSITIVE_INFINITY }
    this.#rooms.set(roomId, { ...empty, version: ++this.#versions, publishedAt: 0, ready })
    if (this.#parts.bus.isUp()) setTimeout(ready.resolve, PEOPLE_WAIT_MS)
    else ready.resolve()
  }

  unsubscribe(roomId: number): void {
    const room = this.#rooms.get(roomId)
    this.#rooms.delete(roomId)
    room?.ready.resolve()
    for (const node of room?.nodes.values() ?? []) node.end()
  }

  /** Publishes this node's snapshot, and requests those of the others. */
  exchange(roomId: number): void {
    const room = this.#rooms.get(roomId)
    if (room) this.#publishSnapshot(roomId, room, true)
  }

  receive(roomId: number, from: string, event: PresenceNodeEvent): void {
    const room = this.#rooms.get(roomId)
    if (!room) return
    if (event.type === "call") {
      if (event.of === this.#parts.codec.self) this.#publishSnapshot(roomId, room, false)
      return
    }
    const node = room.nodes.get(from) ?? new NodePresence(this.#parts.presence, roomId)
    room.nodes.set(from, node)
    node.heardAt = performance.now()
    if (event.type === "roll" && event.asksAll) this.#publishSnapshot(roomId, room, false)
    if (!node.accept(event)) this.#publish(roomId, { type: "call", of: from })
    if (event.type === "roll") resolveIfAnswered(room)
  }

  /** The first of a person's leases on this node has begun, or the last has ended. */
  record(roomId: number, { id, name }: Person, isHere: boolean): void {
    const room = this.#rooms.get(roomId)
    if (!room) return
    if (isHere) room.local.set(id, name)
    else room.local.delete(id)
    room.version++
    this.#versions = Math.max(this.#versions, room.version)
    const type = isHere ? "came" : "went"
    this.#publish(roomId, { type, edition: room.version, username: name })
  }

  /** Resolves when the other nodes' snapshots are here, or after a moment. */
  ready(roomId: number): Promise<void> | undefined {
    return this.#rooms.get(roomId)?.ready.promise
  }

  close(): void {
    clearInterval(this.#ticking)
    for (const roomId of [...this.#rooms.keys()]) this.unsubscribe(roomId)
  }

  #publish(roomId: number, event: PresenceNodeEvent, onReached?: (others: number) => void) {
    this.#parts.codec.publish(busTopics.room(roomId), event, onReached)
  }

  #publishSnapshot(roomId: number, room: Room, asksAll: boolean) {
    room.publishedAt = performance.now()
    const people = [...room.local.values()]
    this.#publish(roomId, { type: "roll", edition: room.version, people, asksAll }, (others) => {
      if (!asksAll) return
      room.requested = others
      resolveIfAnswered(room)
    })
  }

  #tick() {
    const now = performance.now()
    for (const [roomId, room] of this.#rooms) {
      if (room.local.size > 0 && now - room.publishedAt >= PEOPLE_BEAT_MS) {
        room.publishedAt = now
        this.#publish(roomId, { type: "beat", edition: room.version })
      }
      this.#endSilent(room, now)
    }
  }

  /** No node is taken for dead while none could be heard. */
  #endSilent({ nodes }: Room, now: number) {
    for (const [id, node] of nodes) {
      if (!this.#parts.bus.isUp()) node.heardAt = now
      if (now - node.heardAt <= PRESENCE_LEASE_MS) continue
      node.end()
      nodes.delete(id)
    }
  }
}

function resolveIfAnswered({ nodes, requested, ready }: Room) {
  if (nodes.size >= requested) ready.resolve()
}
