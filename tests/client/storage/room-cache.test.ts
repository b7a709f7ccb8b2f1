import { IDBFactory } from "fake-indexeddb"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import type { Message, Room } from "../../../src/client/sdk/index.ts"
import { createKept } from "../../../src/client/storage/storage.ts"
import "fake-indexeddb/auto"

const AT = "2026-03-01T10:00:00.000Z"
const room = (id: number): Room => ({ id, name: `room ${id}`, createdAt: AT })
const page = (from: number, to: number): Message[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    ...{ id: from + index, roomId: 1, seq: from + index, username: "bo", content: "hi" },
    ...{ timestamp: AT, clientId: null },
  }))

beforeEach(() => vi.stubGlobal("indexedDB", new IDBFactory()))
afterEach(() => vi.unstubAllGlobals())

test("rooms and messages are there at the next visit, for whoever saw them", async () => {
  const { lastSeen } = createKept("Ann")
  await lastSeen.keepRooms([room(1)])
  await lastSeen.keepPage(1, { messages: page(1, 2), nextBefore: null })
  const later = createKept("ann").lastSeen
  expect(await later.rooms()).toEqual([room(1)])
  expect(await later.page(1)).toEqual({ messages: page(1, 2), nextBefore: null })
  const other = createKept("bo").lastSeen
  expect([await other.rooms(), await other.page(1)]).toEqual([undefined, undefined])
})

test("of a room that is gone nothing is kept", async () => {
  const { lastSeen } = createKept("ann")
  for (const id of [1, 2]) await lastSeen.keepPage(id, { messages: [], nextBefore: null })
  await lastSeen.keepRooms([room(2)])
  expect(await lastSeen.page(1)).toBeUndefined()
  expect(await lastSeen.page(2)).toBeDefined()
})

test("whoever leaves takes along what they read, but not what they wrote", async () => {
  const { lastSeen, drafts } = createKept("ann")
  const other = createKept("bo").lastSeen
  for (const one of [lastSeen, other]) await one.keepPage(1, { messages: [], nextBefore: null })
  await drafts.keep(1, "half a thought")
  await lastSeen.keepRooms([room(1)])
  await lastSeen.forget()
  await lastSeen.keepRooms([room(1)])
  expect([await lastSeen.rooms(), await lastSeen.page(1)]).toEqual([undefined, undefined])
  expect(await other.page(1)).toBeDefined()
  expect(await drafts.in(1)).toBe("half a thought")
})
