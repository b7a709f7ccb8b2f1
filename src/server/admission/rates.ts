import { createRate, type Limit, type Rate, type SharedRate } from "./rate.ts"

/** Counts together with other nodes; while they cannot be asked, by `own`. */
export type ShareRate = (name: string, limit: Limit, own: Rate<string>) => SharedRate

type Options = { rateLimit: boolean; shareRate?: ShareRate | undefined }

/** Creates rates, null where nothing is limited, and closes them together. */
export function createRates({ rateLimit, shareRate }: Options) {
  const open: { close(): void }[] = []

  function opened<Opened extends { close(): void }>(rate: Opened): Opened {
    open.push(rate)
    return rate
  }

  return {
    local: <Key = string>(limit: Limit): Rate<Key> | null =>
      rateLimit ? opened(createRate<Key>(limit)) : null,

    shared(name: string, limit: Limit): SharedRate | null {
      if (!rateLimit) return null
      const own = createRate<string>(limit)
      return opened(shareRate?.(name, limit, own) ?? own)
    },

    close() {
      for (const rate of open) rate.close()
    },
  }
}
