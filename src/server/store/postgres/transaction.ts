/**
 * Group commit's one transaction, and what becomes of it when the connection is lost. As long as COMMIT has not been sent,
 * nothing is stored. After that only the database knows: it is asked, until it says so.
 */
import { setTimeout as wait } from "node:timers/promises"
import type { Draft } from "../store.ts"
import { type Answer, append, type Batch } from "./append.ts"
import type { Ask } from "./pool.ts"
import type { Session } from "./session.ts"

const ASK_AGAIN_MS = 50

type Connections = { session: Session; ask: Ask }

/** When the first and the last of those who wait give up, on `performance.now()`'s clock. */
export type Patience = { first: number; last: number }

/** Rejects when nothing was stored; or, but only when nobody waits any more, when it is not known. */
export function inTransaction({ session, ask }: Connections) {
  async function isCommitted(batch: Batch, until: number): Promise<boolean> {
    while (performance.now() < until) {
      const fate = await fateOf(batch, ask).catch(() => "unknown")
      if (fate !== "unknown") return fate === "committed"
      await wait(ASK_AGAIN_MS)
    }
    throw new Error("nobody can say whether it was stored")
  }

  return async (drafts: Draft[], { first, last }: Patience): Promise<Answer[]> => {
    let uncertain: Batch | undefined
    try {
      const client = await session.client()
      const batch = await append(client, drafts)
      // Whoever was refused meanwhile is not to find it stored.
      if (performance.now() >= first) throw new Error("somebody has given up waiting")
      if (batch.added.length > 0) uncertain = batch
      const { command } = await client.query("COMMIT")
      if (command !== "COMMIT") throw new Error("the transaction was rolled back")
      return batch.answers
    } catch (error) {
      session.drop()
      if (uncertain && (await isCommitted(uncertain, last))) return uncertain.answers
      throw error
    }
  }
}

/**
 * A database that crashed may give the name of a transaction it forgot to another one, so that a good name is not enough:
 * what was added has to be there.
 */
async function fateOf({ added, xid }: Batch, ask: Ask) {
  const [answer] = await ask<{ status: string | null }>(statements.status, [xid])
  if (!answer || answer.status === "in progress") return "unknown"
  if (answer.status === "aborted") return "aborted"
  // In a statement of its own, which sees all that was committed when the last one was answered.
  const found = await ask(statements.find, [
    added.map(({ id }) => id),
    added.map(({ roomId }) => roomId),
    added.map(({ seq }) => seq),
    added.map(({ timestamp }) => timestamp),
    added.map(({ content }) => content),
  ])
  return found.length > 0 ? "committed" : "aborted"
}

const statements = {
  // A name that has not been given yet is one that was forgotten.
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
