/** A pooler in between must give every connection of ours a session of its own. */
import { type Client, DatabaseError } from "pg"
import { messageOf } from "../../../shared/errors.ts"
import { openConnection, type Settings } from "./connection.ts"
import { endInTime } from "./deadline.ts"
import { Unsupported, unsupported } from "./unsupported.ts"

/**
 * Rejects with an Error for people where a pooler keeps no sessions, or gives fewer than `others` beside the one of
 * `client`. While little is asked it may well give the same one again and again: so all are held at once, and the last one
 * that asked asks first.
 */
export async function examinePooler(client: Client, settings: Settings, others: number) {
  if (isDirect(client, await backendOf(client))) return
  const held: Client[] = []
  try {
    while (held.length < others) held.push(await openConnection(settings))
    const backends: number[] = []
    for (const one of held) backends.push(await backendOf(one))
    for (const [at, one] of [...held.entries()].reverse())
      if ((await holdBackendOf(one)) !== backends[at]) throw unsupported.noSessions()
  } catch (error) {
    const isKnown = error instanceof Unsupported || error instanceof DatabaseError
    throw isKnown ? error : unsupported.tooFew(others + 1, messageOf(error))
  } finally {
    await Promise.all(held.map(endInTime))
  }
}

/** Postgres tells those who connect by which number it knows them; a pooler has numbers of its own. */
const isDirect = (client: Client & { processID?: number | null }, backend: number) =>
  client.processID === backend

async function backendOf(client: Client): Promise<number> {
  const { rows } = await client.query("SELECT pg_backend_pid() AS backend")
  return rows[0].backend
}

async function holdBackendOf(client: Client): Promise<number> {
  // Where every statement goes to another session there are no transactions.
  await client.query("BEGIN").catch((error) => {
    throw error instanceof DatabaseError ? unsupported.noSessions() : error
  })
  return backendOf(client)
}
