import { expect, test } from "vitest"
import { listedOf } from "../../../src/client/rooms/listed.ts"
import { applyRoomsEvents } from "../../../src/client/rooms/rooms-event.ts"
import type { RoomsEvent } from "../../../src/shared/events.ts"

const room = (id: number) => ({ id, name: `room ${id}`, createdAt: "2026-03-01T10:00:00.000Z" })
const created = (id: number): RoomsEvent => ({ type: "room_created", room: room(id) })
const deleted = (roomId: number): RoomsEvent => ({ type: "room_deleted", roomId })
const before = listedOf([room(2)])
const idsAfter = (...events: RoomsEvent[]) =>
  applyRoomsEvents(before, events).byName.map(({ id }) => id)

test("a room comes and goes, at its place in the list", () => {
  expect(idsAfter(created(10), created(1))).toEqual([1, 2, 10])
  expect(idsAfter(created(3), deleted(2))).toEqual([3])
  expect(before).toEqual(listedOf([room(2)]))
})

test("hearing it twice changes nothing", () => {
  expect(idsAfter(created(2), created(3), created(3), deleted(2), deleted(2))).toEqual([3])
  expect(applyRoomsEvents(before, [created(2), deleted(7)])).toBe(before)
})
