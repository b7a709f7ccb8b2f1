import { createEffect, createRoot } from "solid-js"
import { expect, test } from "vitest"
import { createTally } from "../../../src/client/unread/unread-counts.ts"

test("only what was touched is counted, and only what changed is told", () => {
  const news = new Map(Array.from({ length: 10_000 }, (_, id) => [id, 0]))
  const asked: number[] = []
  const tally = createTally((roomId) => {
    asked.push(roomId)
    return news.get(roomId) ?? 0
  })
  const told: [number, number][][] = []
  const leave = createRoot((dispose) => {
    createEffect(() => told.push([...tally.counts()]))
    return dispose
  })

  news.set(7, 2).set(8, 1)
  tally.recount([7, 8, 9])
  expect(tally.of(7)).toBe(2)
  tally.recount([7, 8, 9])
  news.set(8, 0)
  tally.recount([8])
  expect(told).toEqual([
    [],
    [
      [7, 2],
      [8, 1],
    ],
    [[7, 2]],
  ])
  expect(asked).toEqual([7, 8, 9, 7, 8, 9, 8])
  leave()
})
