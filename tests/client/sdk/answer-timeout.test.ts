import { expect, test } from "vitest"
import { createPatience } from "../../../src/client/sdk/answer-timeout.ts"

test.each([
  ["nobody knows yet how long it takes", undefined, 16_000],
  ["it was quick the last time", 100, 4_000],
  ["it was slow the last time", 2_000, 8_000],
  ["it took very long", 30_000, 16_000],
])("connecting may take longer the longer it took: %s", (_, afterMs, expected) => {
  const patience = createPatience()
  if (afterMs !== undefined) patience.opened(afterMs)
  expect(patience.ms()).toBe(expected)
})

test("it may take longer after every few that were given up", () => {
  const patience = createPatience()
  patience.opened(100)
  const all = Array.from({ length: 13 }, () => {
    patience.gaveUp()
    return patience.ms()
  })
  expect(all.filter((ms) => ms === 4_000)).toHaveLength(3)
  expect(all.filter((ms) => ms === 8_000)).toHaveLength(4)
  expect(all.at(-1)).toBe(16_000)
})
