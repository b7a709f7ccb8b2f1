export interface Peer {
  /** The client's, as trusted proxies forward it; of IPv6 the network. */
  readonly address: string
  readonly connectionKey: object
  readonly isGone: boolean
  /** The last sign of life, by `performance.now()`. */
  seenAt(): number
  /** Counts bytes of an answer until its client has taken it; 0 asks for nothing yet. Throws ANSWER_TOO_LARGE. */
  hold(bytes: number): void
}
