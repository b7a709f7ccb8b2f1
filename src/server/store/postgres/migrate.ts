import type { Client } from "pg"
import { STORE_LOCK_MS_MAX, STORE_MIGRATION_MS_MAX } from "../../limits.ts"
import { roomLog } from "./migrations/0001-room-log.ts"
import { messagePerson } from "./migrations/0002-message-person.ts"

/** In this order, for ever: a published migration is never changed, only followed by another. */
const migrations: string[] = [roomLog, messagePerson]

/** Any number that only this locks, together with one of the schema's. */
const LOCK = 0x436e6662

/** Of several nodes that start at once one migrates. Rejects with an Error for operators when the tables are newer. */
export async function migrate(client: Client, where: string): Promise<void> {
  await client.query("BEGIN ISOLATION LEVEL READ COMMITTED")
  await client.query(
    `SET LOCAL statement_timeout = ${STORE_MIGRATION_MS_MAX};
     SET LOCAL lock_timeout = ${STORE_MIGRATION_MS_MAX / 2}`,
  )
  await migrateWithin(client, where)
  await client.query("COMMIT")
}

/** Within the transaction that the connection is in. */
export async function migrateWithin(client: Client, where: string): Promise<void> {
  await client.query("SELECT pg_advisory_xact_lock($1, hashtext(current_schema()))", [LOCK])
  await client.query(
    "CREATE TABLE IF NOT EXISTS confab_migrations (version integer PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())",
  )
  const version = await versionOf(client)
  refuseNewer(version, where)
  // Behind a lock that a running backup keeps us from getting, the statements of all nodes would queue.
  if (version > 0) await client.query(`SET LOCAL lock_timeout = ${STORE_LOCK_MS_MAX}`)
  for (const [index, migration] of migrations.entries()) {
    if (index < version) continue
    await client.query(migration)
    await client.query("INSERT INTO confab_migrations (version) VALUES ($1)", [index + 1])
  }
}

export async function refuseOtherVersion(client: Client, where: string): Promise<void> {
  const version = await versionOf(client)
  refuseNewer(version, where)
  if (version < migrations.length) {
    throw new Error(
      `${where} was written by an older version of Confab: take this with that version, or start this one first`,
    )
  }
}

export function refuseNewer(version: number, where: string): void {
  if (version > migrations.length)
    throw new Error(`${where} was written by a newer version of Confab`)
}

/** The number of migrations that were applied; 0 when there is nothing of Confab's. */
export async function versionOf(client: Client): Promise<number> {
  const { rows } = await client.query("SELECT to_regclass('confab_migrations') AS listed")
  if (rows[0].listed === null) return 0
  const found = await client.query(
    "SELECT coalesce(max(version), 0) AS version FROM confab_migrations",
  )
  return found.rows[0].version
}
