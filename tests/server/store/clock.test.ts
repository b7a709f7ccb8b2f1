import { expect, onTestFinished, test, vi } from "vitest"
import { createClock } from "../../../src/server/store/clock.ts"

test("a clock set back does not go back in a room", () => {
  vi.useFakeTimers({ toFake: ["Date"] })
  onTestFinished(() => void vi.useRealTimers())
  const now = createClock()
  vi.setSystemTime("2026-03-29T02:30:00Z")
  expect(now()).toBe("2026-03-29T02:30:00.000Z")
  vi.setSystemTime("2026-03-29T01:30:00Z")
  expect(now()).toBe("2026-03-29T02:30:00.000Z")
})
