import { type Client, DatabaseError } from "pg"
import { check, operatorError } from "./check.ts"
import { displayUrl, openConnection, settingsOf } from "./connection.ts"
import { endWithDeadline } from "./deadline.ts"
import { checkPooler } from "./pooler.ts"

/** No time limits: a copy takes as long as it takes. It reads all rows, for which a scan is best. */
const SETTINGS = `
  SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET enable_seqscan = on`

const POOLED_MIN = 2

/** Any number that only this locks, together with one of the schema's. */
const LOCK = 0x436e6663
const lockers = { read: "pg_advisory_lock_shared", write: "pg_advisory_lock" }
const LOCK_NOT_AVAILABLE = "55P03"

/** Resolves with the result of `prepare`. Rejects with an Error for operators, and the connection is closed then. */
export async function openTransferConnection<Opened>(
  url: string,
  prepare: (client: Client, where: string) => Promise<Opened>,
): Promise<Opened> {
  const where = displayUrl(url)
  let client: Client | undefined
  try {
    const settings = settingsOf(url)
    client = await openConnection(settings, { query_timeout: 0 })
    await check(client, where)
    await checkPooler(client, settings, POOLED_MIN)
    await client.query(SETTINGS)
    return await prepare(client, where)
  } catch (error) {
    if (client) await endWithDeadline(client)
    throw operatorError(error, where)
  }
}

/** Several may read a store at once. Waits as long as Postgres may need to notice that the last writer was killed. */
export async function lockFor(how: keyof typeof lockers, client: Client): Promise<void> {
  try {
    await client.query(`SELECT ${lockers[how]}($1, hashtext(current_schema()))`, [LOCK])
  } catch (error) {
    const isTaken = error instanceof DatabaseError && error.code === LOCK_NOT_AVAILABLE
    throw isTaken ? new Error("it is being copied from or to already") : error
  }
}
