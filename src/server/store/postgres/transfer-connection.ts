/** A connection for as long as a copy takes: no answer is too late for it. */
import { type Client, DatabaseError } from "pg"
import { check, readable } from "./check.ts"
import { openConnection, placeOf, settingsOf } from "./connection.ts"
import { endInTime } from "./deadline.ts"
import { examinePooler } from "./pooler.ts"

/** Every row is wanted: reading them all beats looking each of them up. */
const PATIENT = `
  SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET enable_seqscan = on`

/** So many at once show whether a pooler keeps them apart. */
const POOLED_MIN = 2

/** Any number that only copies lock, together with one that stands for the schema. */
const LOCK = 0x436e6663
const lockers = { read: "pg_advisory_lock_shared", write: "pg_advisory_lock" }
const LOCK_NOT_AVAILABLE = "55P03"

/** Answers what `prepare` makes of the connection. Rejects with an Error for people, and is closed then. */
export async function openTransferConnection<Opened>(
  url: string,
  prepare: (client: Client, where: string) => Promise<Opened>,
): Promise<Opened> {
  const where = placeOf(url)
  let client: Client | undefined
  try {
    const settings = settingsOf(url)
    client = await openConnection(settings, { query_timeout: 0 })
    await check(client, where)
    await examinePooler(client, settings, POOLED_MIN)
    await client.query(PATIENT)
    return await prepare(client, where)
  } catch (error) {
    if (client) await endInTime(client)
    throw readable(error, where)
  }
}

/**
 * Two may read a store at once; who writes to one is alone, whatever names the others call it by. Waits as long as
 * Postgres may need to notice that the last holder was killed.
 */
export async function lockFor(how: keyof typeof lockers, client: Client): Promise<void> {
  try {
    await client.query(`SELECT ${lockers[how]}($1, hashtext(current_schema()))`, [LOCK])
  } catch (error) {
    const isTaken = error instanceof DatabaseError && error.code === LOCK_NOT_AVAILABLE
    throw isTaken ? new Error("it is being copied from or to already") : error
  }
}
