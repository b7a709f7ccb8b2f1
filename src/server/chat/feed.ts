import type { Seat } from "../hub/reader.ts"

/** One following of something, which tells a seat of it from the delivery on; it has to be left. */
export interface Feed<Event> {
  /** True when it makes its follower present. */
  readonly isLease: boolean
  deliver(seat: Seat<Event>): void
  /** Tells nothing more, and leaves the follower present. */
  rest(): void
  /** Once or several times. */
  leave(): void
}
