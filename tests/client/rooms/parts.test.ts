import { expect, test } from "vitest"
import { partsOf } from "../../../src/client/rooms/parts.ts"

const rooms = Array.from({ length: 100 }, (_, at) => ({
  id: at + 1,
  name: `room ${at + 1}`,
  createdAt: "2026-03-01T10:00:00.000Z",
}))

test("the parts of the list are all of it, in its order", () => {
  const byName = rooms.toReversed()
  expect([...partsOf(byName).values()].flat()).toEqual(byName)
  expect(partsOf(byName).size).toBe(5)
  expect(partsOf([]).size).toBe(0)
})

test("a room that goes leaves the other parts as they are", () => {
  const before = partsOf(rooms)
  const after = partsOf(rooms.filter(({ id }) => id !== 50))
  expect([...after.keys()]).toEqual([...before.keys()])
  expect(after.get(40)).toHaveLength(19)
  expect(after.get(60)).toEqual(before.get(60))
})
