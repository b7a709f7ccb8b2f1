/** What was said in rooms that are gone goes too, a piece at a time. */
import { setImmediate as nextTurn } from "node:timers/promises"
import { expect, test } from "vitest"
import type { Ask } from "../../../src/server/store/postgres/pool.ts"
import { createSweep } from "../../../src/server/store/postgres/sweep.ts"

test("a store that closes leaves the rooms that are not swept yet to the next one", async () => {
  const asked: string[] = []
  const sweep = createSweep((async ({ name }) => {
    asked.push(name)
    await nextTurn()
    if (name === "deleted-rooms") return Array.from({ length: 1_000 }, (_, id) => ({ id }))
    return [{}]
  }) as Ask)
  sweep.start()
  await expect.poll(() => asked).toContain("sweep-messages")
  const soFar = asked.length
  await sweep.stop()
  expect(asked.length - soFar).toBeLessThan(10)
})
