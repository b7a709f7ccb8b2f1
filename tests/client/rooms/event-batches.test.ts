import { createRoot } from "solid-js"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { createEventBatches } from "../../../src/client/rooms/event-batches.ts"

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function batched() {
  const delivered: number[][] = []
  const { batches, leave } = createRoot((leave) => ({
    leave,
    batches: createEventBatches<number>((events) => delivered.push(events)),
  }))
  return { ...batches, delivered, leave }
}

test("an event that comes alone is delivered at once", () => {
  const { add, delivered } = batched()
  add(1)
  expect(delivered).toEqual([[1]])
  vi.advanceTimersByTime(1_000)
  add(2)
  expect(delivered).toEqual([[1], [2]])
})

test("in a burst a hundred are delivered as one batch, in their order", () => {
  const { add, delivered } = batched()
  const all = Array.from({ length: 100 }, (_, index) => index)
  all.forEach(add)
  vi.advanceTimersByTime(1_000)
  expect(delivered).toEqual([[0], all.slice(1)])
})

test("a flush delivers what waits, and what is cleared never comes", () => {
  const { add, flush, clear, delivered, leave } = batched()
  for (const one of [1, 2, 3]) add(one)
  flush()
  expect(delivered).toEqual([[1], [2, 3]])
  add(4)
  clear()
  vi.advanceTimersByTime(1_000)
  add(5)
  add(6)
  leave()
  vi.advanceTimersByTime(1_000)
  expect(delivered).toEqual([[1], [2, 3], [5]])
})
