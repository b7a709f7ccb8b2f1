import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { createBackoff } from "../../../src/client/sdk/backoff.ts"

beforeEach(() => vi.useFakeTimers({ now: 0 }))
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const lookedAt = (visibilityState: "visible" | "hidden") =>
  vi.stubGlobal("document", { visibilityState })

/** With the longest waits there may be. */
function makeAttempts() {
  vi.spyOn(Math, "random").mockReturnValue(1)
  const waits: number[] = []
  const backoff = createBackoff((retryAt) => waits.push(retryAt - Date.now()))
  return {
    backoff,
    /** How long the attempts waited since it was last asked. */
    waits: () => waits.splice(0),
    /** One that fails after so long. */
    async attempt(hungMs = 0) {
      const due = backoff.wait()
      await vi.advanceTimersToNextTimerAsync()
      await due
      await vi.advanceTimersByTimeAsync(hungMs)
    },
  }
}

test("nobody looks: the waiting grows from half a second to half a minute", async () => {
  lookedAt("hidden")
  const { attempt, waits } = makeAttempts()
  for (let n = 0; n < 9; n++) await attempt()
  expect(waits()).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000])
})

test.each(["a page that is looked at", "a program without a page"])(
  "%s waits at most three seconds",
  async (which) => {
    if (which.includes("looked at")) lookedAt("visible")
    const { attempt, waits } = makeAttempts()
    for (let n = 0; n < 9; n++) await attempt()
    expect(Math.max(...waits())).toBe(3_000)
  },
)

test("what an attempt hung has been waited already", async () => {
  const { attempt, waits } = makeAttempts()
  for (let n = 0; n < 9; n++) await attempt()
  await attempt(1_000)
  waits()
  await attempt(4_000)
  expect(waits()).toEqual([2_000])
  await attempt()
  expect(waits()).toEqual([])
})

test("after a good connection, and when told to hurry, it starts anew", async () => {
  const { backoff, attempt, waits } = makeAttempts()
  for (let n = 0; n < 9; n++) await attempt()
  backoff.opened()
  await vi.advanceTimersByTimeAsync(6_000)
  waits()
  await attempt()
  await attempt()
  backoff.skip()
  await attempt()
  expect(waits()).toEqual([500, 1_000, 500])
})

test("of a thousand that lose the server at once no two hundred come back in the same 50 ms, and all within 3 s", async () => {
  const back: number[] = []
  const SERVER_AWAY_MS = 6_000
  async function comeBack() {
    const backoff = createBackoff(() => undefined)
    await backoff.wait()
    backoff.opened()
    const attempts: number[] = []
    while ((attempts.at(-1) ?? 0) < SERVER_AWAY_MS) {
      await backoff.wait()
      attempts.push(Date.now())
    }
    back.push(attempts.at(-1) ?? 0)
  }
  const all = Promise.all(Array.from({ length: 1_000 }, comeBack))
  await vi.advanceTimersByTimeAsync(SERVER_AWAY_MS + 3_000)
  await all
  const at = Map.groupBy(back, (ms) => Math.floor(ms / 50))
  expect(Math.max(...[...at.values()].map(({ length }) => length))).toBeLessThan(200)
  expect(Math.max(...back)).toBeLessThanOrEqual(SERVER_AWAY_MS + 3_000)
})
