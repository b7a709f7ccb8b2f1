/** How a door writes an event down, all of it but the tail, and what goes over the wire of several together. */
export type Dialect<Event> = {
  name: string
  /** `seq` is the place in the topic's log that a reader has reached with it. */
  write(event: Event, seq: number): string
  /** `tail` ends each of them. */
  pack(bodies: Uint8Array[], tail: Uint8Array): Uint8Array
}

type Nature = {
  /** What merely passes: it may wait a little for company, and is not told to who reads slowly. */
  isFleeting?: boolean
  /** The key of the reader who is not told, being the one it is about. */
  except?: string | null
  /** Which edition of something standing this is, of which nobody needs to hear one twice; 0 for all else. */
  edition?: number
}

/** One event on its way to many: written down once in each dialect, however many are told (bench: fanout). */
export class Announcement<Event> {
  readonly event: Event
  readonly seq: number
  readonly isFleeting: boolean
  readonly except: string | null
  readonly edition: number
  readonly #bodies = new Map<Dialect<Event>, Uint8Array>()

  constructor(
    event: Event,
    seq: number,
    { isFleeting = false, except = null, edition = 0 }: Nature = {},
  ) {
    this.event = event
    this.seq = seq
    this.isFleeting = isFleeting
    this.except = except
    this.edition = edition
  }

  /** True when who is told does not depend on the reader. */
  get isForAll(): boolean {
    return this.except === null && this.edition === 0
  }

  /** All of its text but the tail, in which the readers of one dialect differ. */
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
