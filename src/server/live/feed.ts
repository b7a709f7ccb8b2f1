import type { Endpoint } from "../hub/subscriber.ts"

/** One subscription to a room or to topics. It delivers to an endpoint once it has one, and has to be left. */
export interface Feed<Event> {
  /** True when it makes its person present. */
  readonly isLease: boolean
  deliver(endpoint: Endpoint<Event>): void
  /** Delivers nothing more, and leaves the person present. */
  pause(): void
  /** Once or several times. */
  leave(): void
}
