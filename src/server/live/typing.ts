import type { RoomEvent } from "../../shared/events.ts"
import { TYPING_LEASE_MS } from "../../shared/limits.ts"
import type { Person } from "../identity/person.ts"
import { TYPING_REPEAT_MS } from "../limits.ts"
import type { PublishOptions } from "./room-stream.ts"

export type TypingEvent = Extract<RoomEvent, { type: "typing" }>
type Publish = (roomId: number, event: TypingEvent, options: PublishOptions) => void
/** `publish` is where its begin was published, and its end will be. */
type Lease = { person: Person; expiry: NodeJS.Timeout; publishedAt: number; publish: Publish }
/** Takes one from a person's rate at an address; false for one too many, which is not published. */
type Admits = (address: string, personId: string) => boolean

/** Who is typing where: a lease that ends by itself, because the sign that ends it may never come. */
export class Typing {
  readonly #publish: Publish
  readonly #admits: Admits
  readonly #rooms = new Map<number, Map<string, Lease>>()

  constructor(publish: Publish, admits: Admits) {
    this.#publish = publish
    this.#admits = admits
  }

  start(roomId: number, person: Person, address: string): void {
    const isRunning = this.#rooms.get(roomId)?.has(person.id)
    // Starting and stopping in turn would otherwise be a way to keep a room busy.
    if (isRunning || this.#admits(address, person.id)) this.begin(roomId, person)
  }

  /** Without a rate: for what another node has admitted. */
  begin(roomId: number, person: Person, publish = this.#publish): void {
    const leases = this.#rooms.get(roomId) ?? new Map<string, Lease>()
    this.#rooms.set(roomId, leases)
    const running = leases.get(person.id)
    clearTimeout(running?.expiry)
    const now = performance.now()
    const isDue = !running || now - running.publishedAt >= TYPING_REPEAT_MS
    leases.set(person.id, {
      person,
      expiry: setTimeout(() => this.stop(roomId, person), TYPING_LEASE_MS),
      publishedAt: isDue ? now : running.publishedAt,
      publish,
    })
    if (isDue) publish(roomId, typingEvent(person, true), { except: person.id })
  }

  stop(roomId: number, { id }: Person): void {
    const leases = this.#rooms.get(roomId)
    const lease = leases?.get(id)
    if (!lease) return
    clearTimeout(lease.expiry)
    leases?.delete(id)
    if (leases?.size === 0) this.#rooms.delete(roomId)
    lease.publish(roomId, typingEvent(lease.person, false), { except: id })
  }

  forget(roomId: number): void {
    for (const lease of this.#rooms.get(roomId)?.values() ?? []) clearTimeout(lease.expiry)
    this.#rooms.delete(roomId)
  }

  close(): void {
    for (const roomId of [...this.#rooms.keys()]) this.forget(roomId)
  }
}

const typingEvent = ({ name }: Person, isTyping: boolean): TypingEvent => ({
  type: "typing",
  username: name,
  isTyping,
})
