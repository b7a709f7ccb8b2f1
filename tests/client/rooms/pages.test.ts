import fc from "fast-check"
import { expect, test } from "vitest"
import { readPages } from "../../../src/client/rooms/pages.ts"
import { ROOMS_LISTED_MAX } from "../../../src/shared/limits.ts"

/** A server with rooms of these ids, in their order, and what it was asked. */
function serverWith(ids: number[]) {
  const asked: number[] = []
  const read = () =>
    readPages(
      async ({ after }) => {
        asked.push(after)
        return ids.filter((id) => id > after).slice(0, ROOMS_LISTED_MAX)
      },
      (id) => id,
    )
  return { read, asked }
}

const upTo = (count: number, step = 1) => Array.from({ length: count }, (_, at) => (at + 1) * step)

test.each([0, 1, 999, 1_000, 1_001, 4_999, 10_000])("all of %i rooms are read", async (count) => {
  expect(await serverWith(upTo(count)).read()).toEqual(upTo(count))
})

test("a few rooms are one question, and ten thousand are not ten rounds", async () => {
  const few = serverWith(upTo(12))
  await few.read()
  expect(few.asked).toEqual([0])
  const many = serverWith(upTo(10_000))
  await many.read()
  expect(many.asked.slice(0, 5)).toEqual([0, 1_000, 2_000, 3_000, 4_000])
})

test("where most ids are of rooms that are gone, no page is asked for twice", async () => {
  const sparse = serverWith(upTo(3_500, 7))
  expect(await sparse.read()).toEqual(upTo(3_500, 7))
  expect(sparse.asked).toEqual([0, 7_000, 14_000, 21_000])
})

test("however their ids lie, no room is left out and none comes twice", async () => {
  const gaps = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 4 })),
    {
      maxLength: 12,
    },
  )
  await fc.assert(
    fc.asyncProperty(gaps, async (runs) => {
      const ids: number[] = []
      for (const [length, step] of runs)
        for (let at = 0; at < length; at++) ids.push((ids.at(-1) ?? 0) + step)
      expect(await serverWith(ids).read()).toEqual(ids)
    }),
    { numRuns: 50 },
  )
})
