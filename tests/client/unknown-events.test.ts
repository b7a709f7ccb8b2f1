/** An open tab outlives the server it came from: what a newer one tells, and the app does not know, changes nothing. */
import { expect, test } from "vitest"
import { isKnownEvent } from "../../src/client/conversation/known-events.ts"
import { applyAction } from "../../src/client/room/reducer.ts"
import { emptyRoom, type RoomAction } from "../../src/client/room/state.ts"
import { activityState, applyActivity } from "../../src/client/rooms/activity.ts"
import { addRoom } from "../../src/client/rooms/listed.ts"
import { applyRoomsEvents } from "../../src/client/rooms/rooms-event.ts"
import { RoomEvent } from "../../src/shared/events.ts"

const unknown = { type: "made-up", seq: 3, number: 2, message: { id: 1 } } as never
const lobby = { id: 1, name: "lobby", createdAt: "2026-03-01T10:00:00.000Z" }
const message: RoomAction = {
  ...{ type: "message", id: 1, roomId: 1, seq: 1, username: "ann", content: "hi" },
  ...{ timestamp: lobby.createdAt, clientId: null },
}

test("a room stays what it is, and goes on hearing", () => {
  const before = applyAction(emptyRoom(), message)
  const after = applyAction(before, unknown)
  expect(after).toBe(before)
  expect(applyAction(after, { ...message, id: 2, seq: 2 } as RoomAction).entries).toHaveLength(2)
})

test("what is called as one of the app's own steps, or as a method of objects, is not taken for it", () => {
  for (const type of ["reset", "newest", "sending", "cached", "constructor", "__proto__"])
    expect([type, isKnownEvent({ type })]).toEqual([type, false])
  for (const { shape } of RoomEvent.options)
    expect(isKnownEvent({ type: shape.type.value })).toBe(true)
})

test("a message with fields that are new is the message", () => {
  const newer = { ...message, number: 1, reactions: [{ emoji: "👍" }] } as RoomAction
  expect(applyAction(emptyRoom(), newer)).toEqual(applyAction(emptyRoom(), message))
})

test("the list of rooms stays what it is", () => {
  const listed = { byId: [], byName: [] }
  addRoom(listed, lobby)
  expect(applyRoomsEvents(listed, [unknown])).toBe(listed)
  const events = [unknown, { type: "room_deleted", roomId: 1 } as const]
  expect(applyRoomsEvents(listed, events).byId).toEqual([])
})

test("where rooms stand stays what it is", () => {
  const standings = [{ roomId: 1, seq: 1, last: null }]
  const noRooms = { type: "activity", rooms: null } as never
  for (const event of [unknown, noRooms]) {
    const { moves, byRoom: after } = applyActivity(activityState(standings, undefined), [event])
    expect([moves, [...after.values()]]).toEqual([[], standings])
  }
})
