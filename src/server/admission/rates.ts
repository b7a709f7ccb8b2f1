import { createRate, type Limit, type Rate, type SharedRate } from "./rate.ts"

/** Counts together with other nodes; while they cannot be asked, by `own`. */
export type ShareRate = (name: string, limit: Limit, own: Rate<string>) => SharedRate

type Options = { rateLimit: boolean; shareRate?: ShareRate | undefined }

/** Null where nothing is limited. `name` tells apart what is counted. */
export function createRates({ rateLimit, shareRate }: Options) {
  return (name: string, limit: Limit): SharedRate | null => {
    if (!rateLimit) return null
    const own = createRate<string>(limit)
    return shareRate?.(name, limit, own) ?? own
  }
}
