import { expect, test } from "vitest"
import { createAnswerTimeout } from "../../../src/client/sdk/answer-timeout.ts"

test.each([
  ["it is not known yet how long it takes", undefined, 16_000],
  ["it was quick the last time", 100, 4_000],
  ["it was slow the last time", 2_000, 8_000],
  ["it took very long", 30_000, 16_000],
])("connecting may take longer the longer it took: %s", (_, afterMs, expected) => {
  const timeout = createAnswerTimeout()
  if (afterMs !== undefined) timeout.opened(afterMs)
  expect(timeout.ms()).toBe(expected)
})

test("it may take longer after every few that expired", () => {
  const timeout = createAnswerTimeout()
  timeout.opened(100)
  const all = Array.from({ length: 13 }, () => {
    timeout.expired()
    return timeout.ms()
  })
  expect(all.filter((ms) => ms === 4_000)).toHaveLength(3)
  expect(all.filter((ms) => ms === 8_000)).toHaveLength(4)
  expect(all.at(-1)).toBe(16_000)
})
