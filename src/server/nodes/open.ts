/** What makes this node one of several: nothing where the database has only one, or the bus that leads to the others. */
import type { Logger } from "pino"
import type { Nodes } from "./cluster.ts"
import { noBus } from "./no-bus.ts"

type Config = { isShared: boolean; redisUrl: string | null }

/** Null for a database that no other node may use. Rejects with an Error for people when Redis cannot be used. */
export async function openNodes(
  { isShared, redisUrl }: Config,
  { epoch, log }: { epoch: string; log: Logger },
): Promise<Nodes | null> {
  if (!isShared) return null
  if (redisUrl === null) return { bus: noBus, log }
  const { openRedis } = await import("./redis/open.ts")
  return { ...(await openRedis(redisUrl, { epoch, log })), log }
}
