import { type Client, DatabaseError } from "pg"
import { messageOf } from "../../../shared/errors.ts"
import { openConnection, type Settings } from "./connection.ts"
import { endWithDeadline } from "./deadline.ts"
import { UnsupportedError, unsupported } from "./unsupported-errors.ts"

/**
 * Rejects with an Error for operators where a pooler in between does not give each connection a session of its own, or gives
 * fewer than `others` beside the one of `client`. With little load it may reuse the same one: so all are held at once, and
 * the last one queries first.
 */
export async function checkPooler(client: Client, settings: Settings, others: number) {
  if (isDirect(client, await backendOf(client))) return
  const connections: Client[] = []
  try {
    while (connections.length < others) connections.push(await openConnection(settings))
    const backends: number[] = []
    for (const one of connections) backends.push(await backendOf(one))
    for (const [at, one] of [...connections.entries()].reverse())
      if ((await backendInTransaction(one)) !== backends[at]) throw unsupported.noSessions()
  } catch (error) {
    const isKnown = error instanceof UnsupportedError || error instanceof DatabaseError
    throw isKnown ? error : unsupported.tooFew(others + 1, messageOf(error))
  } finally {
    await Promise.all(connections.map(endWithDeadline))
  }
}

/** Postgres sends a new connection the number of its process; a pooler has numbers of its own. */
const isDirect = (client: Client & { processID?: number | null }, backend: number) =>
  client.processID === backend

async function backendOf(client: Client): Promise<number> {
  const { rows } = await client.query("SELECT pg_backend_pid() AS backend")
  return rows[0].backend
}

async function backendInTransaction(client: Client): Promise<number> {
  // Where every statement goes to another session there are no transactions.
  await client.query("BEGIN").catch((error) => {
    throw error instanceof DatabaseError ? unsupported.noSessions() : error
  })
  return backendOf(client)
}
