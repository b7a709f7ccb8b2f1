import { type ClientBase, Pool } from "pg"
import { ChatError } from "../../../shared/errors.ts"
import { STORE_CONNECTIONS_MAX } from "../../../shared/limits.ts"
import { refusals } from "../refusals.ts"
import type { Settings } from "./connection.ts"
import { isLost, reasonOf } from "./failures.ts"
import { endInTime, inTime } from "./in-time.ts"
import { putInForce } from "./session-settings.ts"

export type Statement = { name: string; text: string }

/** Answers the rows. Rejects with STORE_UNAVAILABLE, in the time a caller waits. */
export type Ask = <Row>(statement: Statement, values: unknown[]) => Promise<Row[]>

/** Everything that takes one statement, on whichever connection is free. */
export function createPool({ login, session }: Settings) {
  const onConnect = (client: ClientBase) => putInForce(client, session)
  const pool = new Pool({ ...login, max: STORE_CONNECTIONS_MAX, onConnect })
  // A connection that died in the pool has left it; whoever asks next gets another.
  pool.on("error", () => {})
  const asked = new Set<Promise<unknown>>()
  let closed = false

  async function run(statement: Statement, values: unknown[]) {
    const { rows } = await pool.query({ ...statement, values })
    return rows
  }

  /** A question does no harm if it is asked twice. */
  const runAgain = (statement: Statement, values: unknown[]) =>
    run(statement, values).catch((error) => {
      if (isLost(error)) return run(statement, values)
      throw error
    })

  const asking =
    (how: typeof run): Ask =>
    async (statement, values) => {
      if (closed) throw refusals.unavailable(new Error("the store is closed"))
      const answer = inTime(how(statement, values))
      asked.add(answer)
      try {
        return await answer
      } catch (error) {
        throw error instanceof ChatError ? error : refusals.unavailable(reasonOf(error))
      } finally {
        asked.delete(answer)
      }
    }

  return {
    ask: asking(runAgain),
    change: asking(run),

    async close() {
      closed = true
      await Promise.allSettled(asked)
      if (!pool.ending) await endInTime(pool)
    },
  }
}
