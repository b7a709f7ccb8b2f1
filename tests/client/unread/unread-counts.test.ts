import { createEffect, createRoot } from "solid-js"
import { expect, test } from "vitest"
import { createUnreadCounts } from "../../../src/client/unread/unread-counts.ts"

test("only what was touched is counted, and only what changed is notified of", () => {
  const unread = new Map(Array.from({ length: 10_000 }, (_, id) => [id, 0]))
  const asked: number[] = []
  const counts = createUnreadCounts((roomId) => {
    asked.push(roomId)
    return unread.get(roomId) ?? 0
  })
  const notified: [number, number][][] = []
  const leave = createRoot((dispose) => {
    createEffect(() => notified.push([...counts.all()]))
    return dispose
  })

  unread.set(7, 2).set(8, 1)
  counts.recount([7, 8, 9])
  expect(counts.of(7)).toBe(2)
  counts.recount([7, 8, 9])
  unread.set(8, 0)
  counts.recount([8])
  expect(notified).toEqual([
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
