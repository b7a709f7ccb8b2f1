import { expect, test } from "vitest"
import { placeFor } from "../../../src/client/rooms/list-keys.ts"

const whereabouts = { at: 4, count: 10, page: 3 }

test.each([
  ["ArrowUp", 3],
  ["ArrowDown", 5],
  ["PageUp", 1],
  ["PageDown", 7],
  ["Home", 0],
  ["End", 9],
  ["Enter", undefined],
])("%s leads from the fifth of ten rooms to place %s", (key, place) => {
  expect(placeFor(key, whereabouts)).toBe(place)
})

test("the list ends at its ends", () => {
  expect(placeFor("ArrowUp", { ...whereabouts, at: 0 })).toBe(0)
  expect(placeFor("PageDown", { ...whereabouts, at: 8 })).toBe(9)
})
