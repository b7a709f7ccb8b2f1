import { expect, test } from "vitest"
import { applyRoomsEvent } from "../../../src/client/rooms/rooms-event.ts"
import type { RoomsEvent } from "../../../src/shared/events.ts"

const room = (id: number) => ({ id, name: `room ${id}`, createdAt: "2026-03-01T10:00:00.000Z" })
const created = (id: number): RoomsEvent => ({ type: "room_created", room: room(id) })
const deleted = (roomId: number): RoomsEvent => ({ type: "room_deleted", roomId })
const idsAfter = (...events: RoomsEvent[]) =>
  events.reduce(applyRoomsEvent, [room(1)]).map(({ id }) => id)

test("a room comes and goes", () => {
  expect(idsAfter(created(2))).toEqual([1, 2])
  expect(idsAfter(created(2), deleted(1))).toEqual([2])
})

test("hearing it twice changes nothing", () => {
  expect(idsAfter(created(1), created(2), created(2), deleted(1), deleted(1))).toEqual([2])
})
