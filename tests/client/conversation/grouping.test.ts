import { expect, test } from "vitest"
import { startsDay, startsGroup } from "../../../src/client/conversation/grouping.ts"

const said = (username: string, time: string) => ({
  username,
  timestamp: new Date(time).toISOString(),
})
const noon = said("ann", "2026-03-01T12:00:00")

test("the first message starts a day and a group", () => {
  expect(startsDay(undefined, noon)).toBe(true)
  expect(startsGroup(undefined, noon)).toBe(true)
})

test("what one author says within five minutes stands together", () => {
  expect(startsGroup(noon, said("ann", "2026-03-01T12:05:00"))).toBe(false)
  expect(startsGroup(noon, said("ann", "2026-03-01T12:05:01"))).toBe(true)
  expect(startsGroup(noon, said("bo", "2026-03-01T12:00:01"))).toBe(true)
})

test("a time that goes back by more than five minutes parts as well", () => {
  expect(startsGroup(noon, said("ann", "2026-03-01T11:59:59"))).toBe(false)
  expect(startsGroup(noon, said("ann", "2026-03-01T11:54:59"))).toBe(true)
})

test("midnight parts even two messages within a minute", () => {
  const before = said("ann", "2026-03-01T23:59:50")
  const after = said("ann", "2026-03-02T00:00:10")
  expect(startsDay(before, after)).toBe(true)
  expect(startsGroup(before, after)).toBe(true)
})
