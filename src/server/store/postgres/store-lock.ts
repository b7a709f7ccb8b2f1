/** Each connection of a running Confab shares a lock, which a restore takes alone; a later one finds that the epoch changed. */
import { setTimeout as wait } from "node:timers/promises"
import type { Client, ClientBase } from "pg"
import { STORE_LOCK_MS_MAX } from "../../limits.ts"

/** Any number that only this locks, together with one of the schema's. */
const LOCK = 0x436e6664
const RETRY_MS = 100

/** It is permanent. The code has the form of a SQLSTATE, which database-errors.ts looks at. */
class EpochChanged extends Error {
  readonly code = "CF001"
  constructor() {
    super("another history was restored since this node was started: restart it")
  }
}

/** For every new connection. Rejects when the store is being restored, or no longer has this epoch. */
export async function lockStoreShared(client: ClientBase, epoch: string): Promise<void> {
  const { rows: locks } = await client.query(statements.lockShared)
  if (!locks[0].held) throw new Error("a backup is being restored")
  // In a statement of its own, which sees what was there when the lock was free.
  const { rows } = await client.query("SELECT value FROM meta WHERE key = 'epoch'")
  if (rows[0]?.value !== epoch) throw new EpochChanged()
}

/** Retries while Postgres may need to notice that a node was killed. In a queue it would keep out nodes that run. */
export async function lockStoreExclusively(client: Client, where: string): Promise<void> {
  const until = performance.now() + STORE_LOCK_MS_MAX
  for (;;) {
    const { rows } = await client.query(statements.lockExclusively)
    if (rows[0].held) return
    if (performance.now() > until) break
    await wait(RETRY_MS)
  }
  const { rows } = await client.query(statements.holders)
  throw new Error(`${where} is in use by Confab at ${rows[0].hosts}: stop every node first`)
}

const KEYS = `${LOCK}, hashtext(current_schema())`

const statements = {
  lockShared: `SELECT pg_try_advisory_lock_shared(${KEYS}) AS held`,
  lockExclusively: `SELECT pg_try_advisory_lock(${KEYS}) AS held`,
  // Keys are shown as unsigned numbers.
  holders: `SELECT string_agg(DISTINCT coalesce(host(client_addr), 'this machine'), ', ') AS hosts
    FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND granted AND classid = ${LOCK}
      AND objid::bigint = (hashtext(current_schema())::bigint & 4294967295)`,
}
