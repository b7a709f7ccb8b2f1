import { expect, test } from "vitest"
import { countUnread, further, marksDue, outdated } from "../../../src/client/unread/marks.ts"

const said = (roomId: number, seq: number, username = "bo") => ({
  roomId,
  seq,
  last: seq === 0 ? null : { username, content: "hi", timestamp: "2026-03-01T10:00:00.000Z" },
})
const standings = (...rooms: ReturnType<typeof said>[]) =>
  new Map(rooms.map((room) => [room.roomId, room]))

test("a room counts from the moment it is first listed", () => {
  const now = standings(said(1, 50), said(2, 0))
  const marks = marksDue({ marks: new Map([[3, 1]]), before: undefined, now }, "ann")
  expect([...marks]).toEqual([
    [1, 50],
    [2, 0],
  ])
})

test("a room that is made while somebody is here counts from its first message", () => {
  const change = { marks: new Map([[1, 50]]), before: standings(said(1, 50)) }
  const now = standings(said(1, 51), said(2, 3))
  expect([...marksDue({ ...change, now }, "ann")]).toEqual([[2, 0]])
})

test("whoever speaks has read what came before, under any spelling of their name", () => {
  const change = { marks: new Map([[1, 50]]), before: standings(said(1, 50)) }
  const now = standings(said(1, 53, "ANN"))
  expect([...marksDue({ ...change, now }, "ann")]).toEqual([[1, 53]])
})

test("nobody reads backwards", () => {
  const known = new Map([[1, 5]])
  expect([...further(known, new Map([[1, 4]]))]).toEqual([])
  expect([...further(known, new Map([[2, 0]]))]).toEqual([[2, 0]])
})

test("a mark beyond where its room stands is of another database", () => {
  const marks = new Map([
    [1, 5],
    [2, 9],
    [3, 1],
  ])
  expect(outdated(marks, standings(said(1, 5), said(2, 8)))).toEqual([2])
})

test.each([
  [undefined, 3, 0],
  [5, undefined, 0],
  [5, 3, 2],
  [3, 5, 0],
])("at %s, read up to %s: %i unread", (seq, mark, count) => {
  expect(countUnread(seq, mark)).toBe(count)
})
