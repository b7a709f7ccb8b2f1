import { IDBFactory } from "fake-indexeddb"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import type { Message, Room } from "../../../src/client/sdk/index.ts"
import { createStorage } from "../../../src/client/storage/storage.ts"
import "fake-indexeddb/auto"
import { nameKey } from "../../../src/shared/text.ts"

const AT = "2026-03-01T10:00:00.000Z"
const room = (id: number): Room => ({ id, name: `room ${id}`, createdAt: AT })
const page = (from: number, to: number): Message[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    ...{ id: from + index, roomId: 1, seq: from + index, username: "bo", content: "hi" },
    ...{ timestamp: AT, clientId: null },
  }))

beforeEach(() => vi.stubGlobal("indexedDB", new IDBFactory()))
afterEach(() => vi.unstubAllGlobals())

test("rooms and messages are there at the next visit, for the person who saw them", async () => {
  const { roomCache } = createStorage(nameKey("Ann"))
  await roomCache.putRooms([room(1)])
  await roomCache.putPage(1, { messages: page(1, 2), nextBefore: null })
  const later = createStorage("ann").roomCache
  expect(await later.rooms()).toEqual([room(1)])
  expect(await later.page(1)).toEqual({ messages: page(1, 2), nextBefore: null })
  const other = createStorage("bo").roomCache
  expect([await other.rooms(), await other.page(1)]).toEqual([undefined, undefined])
})

test("of a deleted room nothing is kept", async () => {
  const { roomCache } = createStorage("ann")
  for (const id of [1, 2]) await roomCache.putPage(id, { messages: [], nextBefore: null })
  await roomCache.putRooms([room(2)])
  expect(await roomCache.page(1)).toBeUndefined()
  expect(await roomCache.page(2)).toBeDefined()
})

test("what a person read is deleted when they leave, not what they wrote", async () => {
  const { roomCache, drafts } = createStorage("ann")
  const other = createStorage("bo").roomCache
  for (const one of [roomCache, other]) await one.putPage(1, { messages: [], nextBefore: null })
  await drafts.put(1, "half a thought")
  await roomCache.putRooms([room(1)])
  await roomCache.clear()
  await roomCache.putRooms([room(1)])
  expect([await roomCache.rooms(), await roomCache.page(1)]).toEqual([undefined, undefined])
  expect(await other.page(1)).toBeDefined()
  expect(await drafts.get(1)).toBe("half a thought")
})
