/** The other end of a connection, as admission and presence see it. */
export interface Peer {
  /** The client's, as trusted proxies tell it; of IPv6 the network. */
  readonly address: string
  /** Reads with the same key wait for each other. */
  readonly connectionKey: object
  /** An answer would reach no client any more. */
  readonly isGone: boolean
  /** The last sign of life, by `performance.now()`. */
  seenAt(): number
  /** Counts bytes of an answer until its client has taken it; 0 asks for nothing yet. Throws ANSWER_TOO_LARGE. */
  hold(bytes: number): void
}
