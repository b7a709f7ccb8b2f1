import { createRoot } from "solid-js"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { createBursts } from "../../../src/client/rooms/event-batches.ts"

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function burst() {
  const taken: number[][] = []
  const { bursts, leave } = createRoot((leave) => ({
    leave,
    bursts: createBursts<number>((all) => taken.push(all)),
  }))
  return { ...bursts, taken, leave }
}

test("what comes alone is taken at once", () => {
  const { add, taken } = burst()
  add(1)
  expect(taken).toEqual([[1]])
  vi.advanceTimersByTime(1_000)
  add(2)
  expect(taken).toEqual([[1], [2]])
})

test("in a burst a hundred are taken as one, and in their order", () => {
  const { add, taken } = burst()
  const all = Array.from({ length: 100 }, (_, index) => index)
  all.forEach(add)
  vi.advanceTimersByTime(1_000)
  expect(taken).toEqual([[0], all.slice(1)])
})

test("what cannot wait takes along what waits, and what is forgotten never comes", () => {
  const { add, flush, forget, taken, leave } = burst()
  for (const one of [1, 2, 3]) add(one)
  flush()
  expect(taken).toEqual([[1], [2, 3]])
  add(4)
  forget()
  vi.advanceTimersByTime(1_000)
  add(5)
  add(6)
  leave()
  vi.advanceTimersByTime(1_000)
  expect(taken).toEqual([[1], [2, 3], [5]])
})
