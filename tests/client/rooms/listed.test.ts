import fc from "fast-check"
import { expect, test } from "vitest"
import { addRoom, findRoom, listedOf, removeRoom } from "../../../src/client/rooms/listed.ts"
import type { Room } from "../../../src/client/sdk/index.ts"
import { byName } from "../../../src/client/ui/by-name.ts"

const AT = "2026-03-01T10:00:00.000Z"
const room = (id: number, name = `room ${id}`): Room => ({ id, name, createdAt: AT })
const names = (rooms: Room[]) => rooms.map(({ name }) => name)

/** As people sort them, and those that people would call equal as they were made. */
const inOrder = (rooms: Room[]) => rooms.toSorted((a, b) => byName(a.name, b.name) || a.id - b.id)

const someRooms = fc
  .array(fc.oneof(fc.string(), fc.stringMatching(/^[a-cA-Cäé_ -]{0,3}\d{0,12}$/)), {
    maxLength: 80,
  })
  .map((all) => all.map((name, index) => room(index + 1, name)))

test("rooms are listed as people sort them", () => {
  const rooms = ["room 10", "Über uns", "room 9", "zoo", "uber alles", "_a", "-b", "Room 1"].map(
    (name, index) => room(index + 1, name),
  )
  expect(names(listedOf(rooms).byName)).toEqual(names(inOrder(rooms)))
  expect(names(listedOf(rooms).byName)).toEqual([
    "_a",
    "-b",
    "Room 1",
    "room 9",
    "room 10",
    "uber alles",
    "Über uns",
    "zoo",
  ])
  fc.assert(
    fc.property(someRooms, (all) => {
      expect(listedOf(all).byName).toEqual(inOrder(all))
    }),
  )
})

test("rooms that come and go one by one leave the same list as if it were made anew", () => {
  fc.assert(
    fc.property(someRooms, fc.array(fc.nat(80)), (all, gone) => {
      const listed = listedOf([])
      for (const one of all.toReversed()) expect(addRoom(listed, one)).toBe(true)
      for (const one of all) expect(addRoom(listed, one)).toBe(false)
      for (const id of gone) removeRoom(listed, id)
      expect(listed).toEqual(listedOf(all.filter(({ id }) => !gone.includes(id))))
    }),
  )
})

test("a room is found by its id, and none where there is none", () => {
  const listed = listedOf([2, 5, 9].map((id) => room(id)))
  expect(findRoom(listed, 5)).toEqual(room(5))
  for (const id of [1, 4, 10]) expect(findRoom(listed, id)).toBeUndefined()
  expect(removeRoom(listed, 4)).toBe(false)
})
