import type { Client } from "pg"
import { TRANSFER_MARKER, UnfinishedCopy } from "../transfer/unfinished.ts"

export async function isMarked(client: Client): Promise<boolean> {
  const { rows } = await client.query("SELECT FROM meta WHERE key = $1", [TRANSFER_MARKER])
  return rows.length > 0
}

/** Throws an Error for people. */
export async function refuseUnfinished(client: Client, where: string): Promise<void> {
  if (await isMarked(client)) throw new UnfinishedCopy(where)
}
