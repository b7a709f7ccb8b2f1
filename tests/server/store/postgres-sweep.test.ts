/** What was said in rooms that are gone goes too, a piece at a time. */
import { setImmediate as nextTurn } from "node:timers/promises"
import { expect, test } from "vitest"
import type { RunStatement } from "../../../src/server/store/postgres/pool.ts"
import { createSweep } from "../../../src/server/store/postgres/sweep.ts"

test("a store that closes leaves the rooms that are not swept yet to the next one", async () => {
  const statements: string[] = []
  const sweep = createSweep((async ({ name }) => {
    statements.push(name)
    await nextTurn()
    if (name === "deleted-rooms") return Array.from({ length: 1_000 }, (_, id) => ({ id }))
    return [{}]
  }) as RunStatement)
  sweep.request()
  await expect.poll(() => statements).toContain("sweep-messages")
  const before = statements.length
  await sweep.stop()
  expect(statements.length - before).toBeLessThan(10)
})
