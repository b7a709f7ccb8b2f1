/** A row of `meta` in a store that is to become a copy of another. */
import type { Client } from "pg"
import { UnfinishedCopy } from "../transfer/transfer-errors.ts"

const KEY = "copying"

export async function markUnfinished(client: Client): Promise<void> {
  const mark = "INSERT INTO meta (key, value) VALUES ($1, 'yes') ON CONFLICT DO NOTHING"
  await client.query(mark, [KEY])
}

export async function unmarkUnfinished(client: Client): Promise<void> {
  await client.query("DELETE FROM meta WHERE key = $1", [KEY])
}

export async function isUnfinished(client: Client): Promise<boolean> {
  const { rows } = await client.query("SELECT FROM meta WHERE key = $1", [KEY])
  return rows.length > 0
}

export async function refuseUnfinished(client: Client, where: string): Promise<void> {
  if (await isUnfinished(client)) throw new UnfinishedCopy(where)
}
