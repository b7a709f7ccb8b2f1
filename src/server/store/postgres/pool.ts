import pg, { type ClientBase } from "pg"
import { ChatError } from "../../../shared/errors.ts"
import { STORE_CONNECTIONS_MAX } from "../../limits.ts"
import { storeErrors } from "../errors.ts"
import type { Settings } from "./connection.ts"
import { isConnectionLost, withoutDetails } from "./database-errors.ts"
import { endWithDeadline, withDeadline } from "./deadline.ts"
import { applySettings } from "./session-settings.ts"

type Statement = { name: string; text: string }

/** Resolves with the rows. Rejects with STORE_UNAVAILABLE, in the time a caller waits. */
export type RunStatement = <Row>(statement: Statement, values: unknown[]) => Promise<Row[]>

/** Rejects when a new connection, with its settings applied, must not be used. */
export type VerifyConnection = (client: ClientBase) => Promise<void>

export type Pool = ReturnType<typeof createPool>

export function createPool(settings: Settings, verify: VerifyConnection) {
  const pool = connect(settings, verify)
  const run = runOn(pool)
  const pending = new Set<Promise<unknown>>()
  let closed = false

  async function withinDeadline<T>(work: () => Promise<T>): Promise<T> {
    if (closed) throw storeErrors.unavailable(new Error("the store is closed"))
    const result = withDeadline(work())
    pending.add(result)
    try {
      return await result
    } catch (error) {
      throw error instanceof ChatError ? error : storeErrors.unavailable(withoutDetails(error))
    } finally {
      pending.delete(result)
    }
  }

  const read: RunStatement = (statement, values) =>
    withinDeadline(() => runAgain(() => run(statement, values)))
  const write: RunStatement = (statement, values) => withinDeadline(() => run(statement, values))

  return {
    /** Repeated when its connection was lost, which does no harm. */
    read,
    write,

    /** Several statements on one connection; the result of `work` holds once all of them are committed. */
    inTransaction: <T>(work: (run: RunStatement) => Promise<T>) =>
      withinDeadline(() => commitOn(pool, work)),

    async close() {
      closed = true
      await Promise.allSettled(pending)
      if (!pool.ending) await endWithDeadline(pool)
    },
  }
}

function connect({ login, session }: Settings, verify: VerifyConnection): pg.Pool {
  async function onConnect(client: ClientBase) {
    // When it dies in the middle of a transaction, the pending query rejects.
    client.on("error", () => {})
    await applySettings(client, session)
    await verify(client)
  }

  const pool = new pg.Pool({ ...login, max: STORE_CONNECTIONS_MAX, onConnect })
  // An idle connection that died has left the pool.
  pool.on("error", () => {})
  return pool
}

const runOn =
  (connection: pg.Pool | pg.PoolClient): RunStatement =>
  async (statement, values) => {
    const { rows } = await connection.query({ ...statement, values })
    return rows
  }

const runAgain = <T>(run: () => Promise<T>): Promise<T> =>
  run().catch((error) => {
    if (isConnectionLost(error)) return run()
    throw error
  })

async function commitOn<T>(pool: pg.Pool, work: (run: RunStatement) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query("BEGIN ISOLATION LEVEL READ COMMITTED")
    const result = await work(runOn(client))
    const { command } = await client.query("COMMIT")
    if (command !== "COMMIT") throw new Error("the transaction was rolled back")
    client.release()
    return result
  } catch (error) {
    // Its state is unknown.
    client.release(true)
    throw error
  }
}
