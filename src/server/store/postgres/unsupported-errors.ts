/** Confab cannot keep its promises on a connection. In one line, with what to do about it. */
export class UnsupportedError extends Error {}

const POOLER = "a pooler in between"

export const unsupported = {
  noSessions: () =>
    new UnsupportedError(
      `${POOLER} keeps no sessions: set pool_mode = session there (PgBouncer), or connect to Postgres itself`,
    ),
  tooFew: (wanted: number, why: string) =>
    new UnsupportedError(
      `${POOLER} does not give ${wanted} connections at once (${why}): set default_pool_size there (PgBouncer) to as many ` +
        "for each node",
    ),
  sets: (name: string, ours: string) =>
    new UnsupportedError(
      `its options set ${name}, which Confab sets itself (${ours}): leave it out`,
    ),
  setsNothing: (word: string) =>
    new UnsupportedError(`its options hold "${word}", which sets nothing`),
  notDurable: () =>
    new UnsupportedError(
      "its options set synchronous_commit to off, which acknowledges what is not on the disk: leave it out, or use on or " +
        "remote_apply",
    ),
  standby: () => new UnsupportedError("it is a standby, which takes no messages"),
  readOnly: () =>
    new UnsupportedError(
      "it is read-only: set default_transaction_read_only to off for Confab's user",
    ),
}
