import { expect, test } from "vitest"
import { dayOf, shortOf, timeOf } from "../../../src/client/ui/dates.ts"

const now = new Date(2026, 2, 3, 12)
const on = (...date: [number, number, number, number]) =>
  dayOf(new Date(...date).toISOString(), now)

test("a day is called as people call it", () => {
  expect(on(2026, 2, 3, 0)).toBe("today")
  expect(on(2026, 2, 2, 23)).toBe("yesterday")
  expect(on(2026, 2, 1, 23)).toMatch(/Sunday/)
  expect(on(2026, 2, 1, 23)).not.toMatch(/2026/)
  expect(on(2025, 11, 31, 23)).toMatch(/2025/)
})

test("in little space the time says enough of today, and the date of any other day", () => {
  const short = (...date: [number, number, number, number]) =>
    shortOf(new Date(...date).toISOString(), now)
  expect(short(2026, 2, 3, 9)).toBe(timeOf(new Date(2026, 2, 3, 9).toISOString()))
  expect(short(2026, 2, 2, 23)).toBe("Mar 2")
  expect(short(2025, 11, 31, 23)).toMatch(/25$/)
})
