/** How a door writes an event down, all of it but the suffix, and how several become the bytes of one write. */
export type Dialect<Event> = {
  name: string
  /** `seq` is the place in the room's log that a subscriber has reached with it. */
  write(event: Event, seq: number): string
  pack(bodies: Uint8Array[], suffix: Uint8Array): Uint8Array
}

type Options = {
  /** May be batched for longer, and is left out for subscribers that read slowly. */
  isFleeting?: boolean
  /** The id of the person it is about, whose own subscribers do not get it. */
  except?: string | null
  /** Of a snapshot, which no subscriber gets twice; 0 for all else. */
  version?: number
}

/** One event on its way to many subscribers: written once in each dialect, however many there are (bench: fanout). */
export class Announcement<Event> {
  readonly event: Event
  readonly seq: number
  readonly isFleeting: boolean
  readonly except: string | null
  readonly version: number
  readonly #bodies = new Map<Dialect<Event>, Uint8Array>()

  constructor(
    event: Event,
    seq: number,
    { isFleeting = false, except = null, version = 0 }: Options = {},
  ) {
    this.event = event
    this.seq = seq
    this.isFleeting = isFleeting
    this.except = except
    this.version = version
  }

  get isForAll(): boolean {
    return this.except === null && this.version === 0
  }

  bodyIn(dialect: Dialect<Event>): Uint8Array {
    const known = this.#bodies.get(dialect)
    if (known) return known
    const text = dialect.write(this.event, this.seq)
    // Not from the pool: rings keep it, and would keep a whole slab with it.
    const body = Buffer.allocUnsafeSlow(Buffer.byteLength(text))
    body.write(text)
    this.#bodies.set(dialect, body)
    return body
  }
}
