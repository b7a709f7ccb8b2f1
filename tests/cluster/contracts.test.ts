/** What every door and both live dialects promise holds for two nodes as for one: they take turns at answering. */
import { afterAll } from "vitest"
import { liveContract } from "../contracts/live.contract.ts"
import { protocolContract } from "../contracts/protocol.contract.ts"
import { rawDialect, trpcDialect } from "../support/followers.ts"
import { createPairs } from "../support/pair.ts"
import { postgres } from "../support/postgres.ts"
import { redis } from "../support/redis.ts"
import { doors } from "../support/visitors.ts"

postgres.describe("two nodes on Postgres", () => {
  redis.describe("and Redis", () => {
    const { start, end } = createPairs()
    afterAll(end)

    for (const door of doors) protocolContract(door, start)
    for (const dialect of [trpcDialect, rawDialect]) liveContract(dialect, start)
  })
})
