import { nameKey } from "../../shared/text.ts"
import type { PeopleNews } from "./news.ts"
import type { Person } from "./people.ts"
import type { Connection, PresenceBoard } from "./presence.ts"

type Said = Exclude<PeopleNews, { type: "call" }>

/** What one other node says about who is in a room: a lease for each of them, all of which end with it. */
export class Claim implements Connection {
  readonly isElsewhere = true
  /** When the node last said anything about the room. */
  heardAt = performance.now()
  readonly #presence: PresenceBoard
  readonly #roomId: number
  readonly #people = new Map<string, Person>()
  #edition = Number.NaN

  constructor(presence: PresenceBoard, roomId: number) {
    this.#presence = presence
    this.#roomId = roomId
  }

  /** Its end is for whoever keeps it to notice: a node that cannot be heard may still be there. */
  seenAt = (): number => Number.POSITIVE_INFINITY

  /** Takes in what the node says. False when something was missed, and only the whole roll will do. */
  follow(said: Said): boolean {
    // What is older than what is known came late, or twice.
    if (said.edition < this.#edition) return true
    if (said.type === "roll") return this.#replace(said.people, said.edition)
    if (said.edition === this.#edition) return true
    if (said.type === "beat" || said.edition !== this.#edition + 1) return false
    const person = personOf(said.username)
    if (said.type === "came") this.#add(person)
    else this.#remove(person)
    this.#edition = said.edition
    return true
  }

  end() {
    for (const person of [...this.#people.values()]) this.#remove(person)
  }

  #replace(people: string[], edition: number): true {
    const now = new Map(people.map(personOf).map((person) => [person.key, person]))
    for (const [key, person] of this.#people) if (!now.has(key)) this.#remove(person)
    for (const person of now.values()) this.#add(person)
    this.#edition = edition
    return true
  }

  #add(person: Person) {
    this.#people.set(person.key, person)
    this.#presence.join(this.#roomId, person, this)
  }

  #remove(person: Person) {
    this.#people.delete(person.key)
    this.#presence.leave(this.#roomId, person, this)
  }
}

const personOf = (username: string): Person => ({ username, key: nameKey(username) })
