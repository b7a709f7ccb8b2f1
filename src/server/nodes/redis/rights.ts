import type { Redis } from "./redis.ts"

/** The code of Redis' answer to what its rules do not allow a user. */
const NO_RIGHTS = /^NOPERM /
const SCRIPT = "return redis.call('SET', KEYS[1], '', 'PX', 1)"

/**
 * Rejects with what the user may not do of all that a node needs. Nobody would notice it later: what is told would come
 * late, and each node would count rates for itself.
 */
export async function examineRights(redis: Redis, prefix: string): Promise<void> {
  const name = `${prefix}rights`
  const hear = () => undefined
  const tried = await Promise.allSettled([
    redis.subscribe([name], hear).then(() => redis.unsubscribe(name, hear)),
    redis.publish(name, ""),
    redis.eval(SCRIPT, { keys: [name], arguments: [] }),
  ])
  for (const one of tried)
    if (one.status === "rejected" && NO_RIGHTS.test(String(one.reason?.message))) throw one.reason
}
