import type { Nodes } from "./cluster.ts"
import { createRate, type Limit, type SharedRate } from "./rate.ts"

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
