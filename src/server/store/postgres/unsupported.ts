/** Why Confab cannot keep its promises on a connection: in one line, with what to do about it. */
export class Unsupported extends Error {}

const POOLER = "a pooler in between"

export const unsupported = {
  noSessions: () =>
    new Unsupported(
      `${POOLER} keeps no sessions: set pool_mode = session there (PgBouncer), or connect to Postgres itself`,
    ),
  tooFew: (wanted: number, why: string) =>
    new Unsupported(
      `${POOLER} does not give ${wanted} connections at once (${why}): set default_pool_size there (PgBouncer) to as many ` +
        "for each node",
    ),
  sets: (name: string, ours: string) =>
    new Unsupported(`its options set ${name}, which Confab sets itself (${ours}): leave it out`),
  setsNothing: (word: string) => new Unsupported(`its options hold "${word}", which sets nothing`),
  notDurable: () =>
    new Unsupported(
      "its options set synchronous_commit to off, which acknowledges what is not on the disk: leave it out, or use on or " +
        "remote_apply",
    ),
  standby: () => new Unsupported("it is a standby, which takes no messages"),
  readOnly: () =>
    new Unsupported("it is read-only: set default_transaction_read_only to off for Confab's user"),
}
