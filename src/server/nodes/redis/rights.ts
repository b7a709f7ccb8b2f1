import type { Redis } from "./redis.ts"

const NO_RIGHTS = /^NOPERM /
const SCRIPT = "return redis.call('SET', KEYS[1], '', 'PX', 1)"

/** Rejects with what the user lacks: later it would only show as late events, and as rates that each node counts alone. */
export async function checkRights(redis: Redis, prefix: string): Promise<void> {
  const name = `${prefix}rights`
  const listener = () => undefined
  const tried = await Promise.allSettled([
    redis.subscribe([name], listener).then(() => redis.unsubscribe(name, listener)),
    redis.publish(name, ""),
    redis.eval(SCRIPT, { keys: [name], arguments: [] }),
  ])
  for (const one of tried)
    if (one.status === "rejected" && NO_RIGHTS.test(String(one.reason?.message))) throw one.reason
}
