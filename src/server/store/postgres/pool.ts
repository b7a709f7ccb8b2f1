import pg, { type ClientBase } from "pg"
import { ChatError } from "../../../shared/errors.ts"
import { STORE_CONNECTIONS_MAX } from "../../limits.ts"
import { storeErrors } from "../errors.ts"
import type { Settings } from "./connection.ts"
import { endInTime, withDeadline } from "./deadline.ts"
import { isLost, reasonOf } from "./failures.ts"
import { putInForce } from "./session-settings.ts"

export type Statement = { name: string; text: string }

/** Answers the rows. Rejects with STORE_UNAVAILABLE, in the time a caller waits. */
export type Ask = <Row>(statement: Statement, values: unknown[]) => Promise<Row[]>

/** On whichever connection is free. `greet` says whether a new one, under the session's settings, is good. */
export function createPool(
  { login, session }: Settings,
  greet: (client: ClientBase) => Promise<void>,
) {
  async function onConnect(client: ClientBase) {
    // One that dies in the middle of a transaction says so to whoever waits for its answer.
    client.on("error", () => {})
    await putInForce(client, session)
    await greet(client)
  }

  const pool = new pg.Pool({ ...login, max: STORE_CONNECTIONS_MAX, onConnect })
  // A connection that died in the pool has left it; whoever asks next gets another.
  pool.on("error", () => {})
  const asked = new Set<Promise<unknown>>()
  let closed = false

  const run = askOn(pool)

  /** A question does no harm if it is asked twice. */
  const runAgain = (statement: Statement, values: unknown[]) =>
    run(statement, values).catch((error) => {
      if (isLost(error)) return run(statement, values)
      throw error
    })

  async function together<T>(work: (ask: Ask) => Promise<T>): Promise<T> {
    const client = await pool.connect()
    try {
      await client.query("BEGIN ISOLATION LEVEL READ COMMITTED")
      const result = await work(askOn(client))
      const { command } = await client.query("COMMIT")
      if (command !== "COMMIT") throw new Error("the transaction was rolled back")
      client.release()
      return result
    } catch (error) {
      // Nobody knows what state it is in.
      client.release(true)
      throw error
    }
  }

  async function answered<T>(how: () => Promise<T>): Promise<T> {
    if (closed) throw storeErrors.unavailable(new Error("the store is closed"))
    const answer = withDeadline(how())
    asked.add(answer)
    try {
      return await answer
    } catch (error) {
      throw error instanceof ChatError ? error : storeErrors.unavailable(reasonOf(error))
    } finally {
      asked.delete(answer)
    }
  }

  const asking =
    (how: Ask | typeof runAgain): Ask =>
    <Row>(statement: Statement, values: unknown[]) =>
      answered(() => how(statement, values) as Promise<Row[]>)

  return {
    ask: asking(runAgain),
    change: asking(run),

    /** Several statements on one connection; what `work` answers holds once all of them are committed. */
    inTransaction: <T>(work: (ask: Ask) => Promise<T>) => answered(() => together(work)),

    async close() {
      closed = true
      await Promise.allSettled(asked)
      if (!pool.ending) await endInTime(pool)
    },
  }
}

export type Pool = ReturnType<typeof createPool>

const askOn =
  (connection: pg.Pool | pg.PoolClient): Ask =>
  async (statement, values) => {
    const { rows } = await connection.query({ ...statement, values })
    return rows
  }
