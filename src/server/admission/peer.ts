/** The other end of a connection, as those see it that share the server out among many. */
export interface Peer {
  /** Where it is, as the proxies that are trusted tell it. */
  readonly address: string
  /** Identifies the connection: the reads of one wait for each other. */
  readonly connection: object
  /** True when an answer would reach no client any more. */
  readonly isGone: boolean
  /** Counts bytes of an answer until its client has taken it; 0 asks for nothing yet. Throws ANSWER_TOO_LARGE. */
  hold(bytes: number): void
}
