/** Until COMMIT is sent nothing is stored; when the connection is lost after that, the database is queried until it knows. */
import { setTimeout as wait } from "node:timers/promises"
import type { Draft } from "../store.ts"
import { type AppendResult, append, type Batch } from "./append.ts"
import type { RunStatement } from "./pool.ts"
import type { Session } from "./session.ts"

const RETRY_MS = 50

type Connections = { session: Session; read: RunStatement }

/** When the first and the last caller of a batch give up, on `performance.now()`'s clock. */
export type Deadlines = { first: number; last: number }

/** Rejects when nothing was stored; or, but only after the last deadline, when that is unknown. */
export function createBatchCommit({ session, read }: Connections) {
  async function isCommitted(batch: Batch, until: number): Promise<boolean> {
    while (performance.now() < until) {
      const outcome = await outcomeOf(batch, read).catch(() => "unknown")
      if (outcome !== "unknown") return outcome === "committed"
      await wait(RETRY_MS)
    }
    throw new Error("nobody can say whether it was stored")
  }

  return async (drafts: Draft[], { first, last }: Deadlines): Promise<AppendResult[]> => {
    let uncertain: Batch | undefined
    try {
      const client = await session.client()
      const batch = await append(client, drafts)
      // A message that was refused meanwhile must not be stored.
      if (performance.now() >= first) throw new Error("somebody has given up waiting")
      if (batch.added.length > 0) uncertain = batch
      const { command } = await client.query("COMMIT")
      if (command !== "COMMIT") throw new Error("the transaction was rolled back")
      return batch.results
    } catch (error) {
      session.drop()
      if (uncertain && (await isCommitted(uncertain, last))) return uncertain.results
      throw error
    }
  }
}

/** After a crash the id may be given to another transaction: its status is not enough, what was added has to be there. */
async function outcomeOf({ added, xid }: Batch, read: RunStatement) {
  const [found] = await read<{ status: string | null }>(statements.status, [xid])
  if (!found || found.status === "in progress") return "unknown"
  if (found.status === "aborted") return "aborted"
  // In a statement of its own, which sees all that was committed when the last one returned.
  const messages = await read(statements.find, [
    added.map(({ id }) => id),
    added.map(({ roomId }) => roomId),
    added.map(({ seq }) => seq),
    added.map(({ timestamp }) => timestamp),
    added.map(({ content }) => content),
  ])
  return messages.length > 0 ? "committed" : "aborted"
}

const statements = {
  // An id that was not given yet is one that was forgotten.
  status: {
    name: "transaction-status",
    text: `SELECT CASE WHEN $1::xid8 < pg_current_xact_id() THEN pg_xact_status($1::xid8)
       ELSE 'aborted' END AS status`,
  },
  find: {
    name: "find-messages",
    text: `SELECT id FROM messages WHERE (id, room_id, seq, created_at, content) IN (
       SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::timestamptz[], $5::text[])
     ) LIMIT 1`,
  },
}
