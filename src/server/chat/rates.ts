import type { Nodes } from "./cluster.ts"
import { createRate, type Limit } from "./rate.ts"

/** Counted here at once, or together with other nodes, which takes a moment. */
export type SharedRate = {
  /** Takes one. Answers 0, or the milliseconds until there will be another. */
  take(key: string): number | Promise<number>
  close(): void
}

/** Null where nothing is limited. `name` tells apart what is counted. */
export function createRates({
  rateLimit,
  nodes,
}: {
  rateLimit: boolean
  nodes?: Nodes | null | undefined
}) {
  return (name: string, limit: Limit): SharedRate | null => {
    if (!rateLimit) return null
    const own = createRate<string>(limit)
    return nodes?.createRate?.(name, limit, own) ?? own
  }
}
