import { expect, test } from "vitest"
import { nextRoom } from "../../../src/client/rooms/next-room.ts"

const rooms = [7, 3, 9]
const any = () => true

test("the next room is below, the previous one above, and the list has no end", () => {
  expect(nextRoom(rooms, 7, { step: 1, wanted: any })).toBe(3)
  expect(nextRoom(rooms, 9, { step: 1, wanted: any })).toBe(7)
  expect(nextRoom(rooms, 7, { step: -1, wanted: any })).toBe(9)
})

test("from no room one comes to the first or to the last", () => {
  expect(nextRoom(rooms, null, { step: 1, wanted: any })).toBe(7)
  expect(nextRoom(rooms, null, { step: -1, wanted: any })).toBe(9)
  expect(nextRoom(rooms, 4711, { step: 1, wanted: any })).toBe(7)
})

test("rooms that are not wanted are passed over", () => {
  expect(nextRoom(rooms, 7, { step: 1, wanted: (id) => id === 9 })).toBe(9)
  expect(nextRoom(rooms, 9, { step: -1, wanted: (id) => id === 9 })).toBe(null)
  expect(nextRoom([], null, { step: 1, wanted: any })).toBe(null)
})
