/**
 * Who uses a store in Postgres can be seen: each connection of a running Confab shares a lock, which a restore takes alone.
 * A node that had no connection at that moment finds at its next one that its store has another history now.
 */
import { setTimeout as wait } from "node:timers/promises"
import type { Client, ClientBase } from "pg"
import { STORE_LOCK_MS_MAX } from "../../limits.ts"

/** Any number that only this locks, together with one that stands for the schema. */
const USERS = 0x436e6664
const ASK_AGAIN_MS = 100

/** It does not pass. To failures.ts, which decides what is worth another try, the code is one of Postgres' states. */
class OtherHistory extends Error {
  readonly code = "CF001"
  constructor() {
    super("another history was restored since this node was started: restart it")
  }
}

/** For every new connection. Rejects when the store is being restored, or is no longer the one of this epoch. */
export async function shareStore(client: ClientBase, epoch: string): Promise<void> {
  const { rows: locks } = await client.query(statements.share)
  if (!locks[0].held) throw new Error("a backup is being restored")
  // In a statement of its own, which sees what was there when the lock was free.
  const { rows } = await client.query("SELECT value FROM meta WHERE key = 'epoch'")
  if (rows[0]?.value !== epoch) throw new OtherHistory()
}

/**
 * Tries for as long as Postgres may need to notice that a node was killed, and never waits in line, where it would keep out
 * nodes that run. Rejects with an Error for people.
 */
export async function takeStoreAlone(client: Client, where: string): Promise<void> {
  const until = performance.now() + STORE_LOCK_MS_MAX
  for (;;) {
    const { rows } = await client.query(statements.take)
    if (rows[0].held) return
    if (performance.now() > until) break
    await wait(ASK_AGAIN_MS)
  }
  const { rows } = await client.query(statements.users)
  throw new Error(`${where} is in use by Confab at ${rows[0].places}: stop every node first`)
}

const KEYS = `${USERS}, hashtext(current_schema())`

const statements = {
  share: `SELECT pg_try_advisory_lock_shared(${KEYS}) AS held`,
  take: `SELECT pg_try_advisory_lock(${KEYS}) AS held`,
  // Keys are shown as numbers without a sign.
  users: `SELECT string_agg(DISTINCT coalesce(host(client_addr), 'this machine'), ', ') AS places
    FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND granted AND classid = ${USERS}
      AND objid::bigint = (hashtext(current_schema())::bigint & 4294967295)`,
}
