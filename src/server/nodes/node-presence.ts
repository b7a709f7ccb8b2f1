import { type Person, visitor } from "../identity/person.ts"
import type { Lease, Presence } from "../live/presence.ts"
import type { PresenceNodeEvent } from "./node-events.ts"

type Report = Exclude<PresenceNodeEvent, { type: "call" }>

/** Who is in a room at one other node: a lease for each of them, all of which end with it. */
export class NodePresence implements Lease {
  readonly isRemote = true
  /** When the node last published anything about the room. */
  heardAt = performance.now()
  readonly #presence: Presence
  readonly #roomId: number
  readonly #people = new Map<string, Person>()
  #version = Number.NaN

  constructor(presence: Presence, roomId: number) {
    this.#presence = presence
    this.#roomId = roomId
  }

  /** Its end is not for presence to notice: a node that is not heard may still be there. */
  seenAt = (): number => Number.POSITIVE_INFINITY

  /** False when a report was missed, and only a snapshot will do. */
  accept(report: Report): boolean {
    const { type, edition: version } = report
    // Late, or twice.
    if (version < this.#version) return true
    if (type === "roll") return this.#replace(report.people, version)
    if (version === this.#version) return true
    if (type === "beat" || version !== this.#version + 1) return false
    const person = visitor(report.username)
    if (type === "came") this.#add(person)
    else this.#remove(person)
    this.#version = version
    return true
  }

  end() {
    for (const person of [...this.#people.values()]) this.#remove(person)
  }

  #replace(names: string[], version: number): true {
    const now = new Map(names.map(visitor).map((person) => [person.id, person]))
    for (const [id, person] of this.#people) if (!now.has(id)) this.#remove(person)
    for (const person of now.values()) this.#add(person)
    this.#version = version
    return true
  }

  #add(person: Person) {
    this.#people.set(person.id, person)
    this.#presence.join(this.#roomId, person, this)
  }

  #remove(person: Person) {
    this.#people.delete(person.id)
    this.#presence.leave(this.#roomId, person, this)
  }
}
