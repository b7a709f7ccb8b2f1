/**
 * The core, the hub and a store that takes its time, used by devices that run the app's own conversation over lines that
 * break. Who comes first at any moment is drawn at random; whatever the order, the promises hold.
 */
import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import { amount } from "../support/amount.ts"
import { openRoom } from "./simulation/room.ts"
import { expectSameScreens } from "./simulation/screen.ts"
import { calm, type Step, stormy, wholeTurn } from "./simulation/steps.ts"

beforeAll(() => {
  const toFake = ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "performance"]
  vi.useFakeTimers({ toFake } as object)
})
afterAll(() => vi.useRealTimers())

const PATIENCE_MS = amount(60_000, 1_200_000)

describe("whatever happens in whatever order, nobody misses anything", {
  timeout: PATIENCE_MS,
}, () => {
  test("in calm weather", () => proveFor(calm, amount(600, 10_000)))
  test("in a storm", () => proveFor(stormy, amount(30, 500)))
  test("at two nodes, in calm weather", () => proveFor(calm, amount(300, 5_000), true))
  test("at two nodes, in a storm", () => proveFor(stormy, amount(20, 300), true))
})

async function proveFor(steps: fc.Arbitrary<Step[]>, numRuns: number, isCluster = false) {
  const property = fc.asyncProperty(fc.scheduler({ act: wholeTurn }), steps, (scheduler, steps) =>
    prove(scheduler, steps, isCluster),
  )
  // Making a counterexample smaller must not take so long that it is never told.
  await fc.assert(property, { numRuns, skipAllAfterTimeLimit: PATIENCE_MS / 2 })
}

async function prove(scheduler: fc.Scheduler, steps: Step[], isCluster: boolean) {
  const room = await openRoom(scheduler, isCluster)
  try {
    const taken = steps.map(({ what, input }) => ({
      builder: async () => room.steps[what](input as never),
      label: `${what} ${JSON.stringify(input)}`,
    }))
    scheduler.scheduleSequence([...taken, { builder: async () => room.drain(), label: "drain" }])
    await room.idle()
    await room.settleWithEverybodyThere()
    expect(room.broken).toEqual([])
    room.expectKept()
    room.expectNothingMissed({ isDeleted: room.isDeleted() })
    await expectSameScreens(room)
  } finally {
    room.close()
  }
}
