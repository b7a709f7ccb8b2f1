import { expect, test } from "vitest"
import {
  advancedMarks,
  countUnread,
  marksDue,
  rewoundMarks,
  staleMarks,
} from "../../../src/client/unread/read-marks.ts"

const said = (roomId: number, seq: number, username = "bo") => ({
  roomId,
  seq,
  last: seq === 0 ? null : { username, content: "hi", timestamp: "2026-03-01T10:00:00.000Z" },
})
const standings = (...rooms: ReturnType<typeof said>[]) =>
  new Map(rooms.map((room) => [room.roomId, room]))
const moved = (before: ReturnType<typeof said> | undefined, now: ReturnType<typeof said>) => ({
  before,
  now,
})

test("a room counts from the moment it is first listed", () => {
  const moves = [moved(undefined, said(1, 50)), moved(undefined, said(2, 0))]
  const marks = marksDue({ marks: new Map([[3, 1]]), moves, areFirst: true }, "ann")
  expect([...marks]).toEqual([
    [1, 50],
    [2, 0],
  ])
})

test("a room that is created while the app is open counts from its first message", () => {
  const moves = [moved(said(1, 50), said(1, 51)), moved(undefined, said(2, 3))]
  const change = { marks: new Map([[1, 50]]), moves, areFirst: false }
  expect([...marksDue(change, "ann")]).toEqual([[2, 0]])
})

test("an author has read what came before, under any spelling of their name", () => {
  const moves = [moved(said(1, 50), said(1, 53, "ANN"))]
  const change = { marks: new Map([[1, 50]]), moves, areFirst: false }
  expect([...marksDue(change, "ann")]).toEqual([[1, 53]])
})

test("a room that stands further back than it did is read up to its end", () => {
  const moves = [moved(said(1, 5), said(1, 3)), moved(said(2, 5), said(2, 6))]
  expect([...rewoundMarks(moves)]).toEqual([[1, 3]])
})

test("a mark never falls", () => {
  const known = new Map([[1, 5]])
  expect([...advancedMarks(known, new Map([[1, 4]]))]).toEqual([])
  expect([...advancedMarks(known, new Map([[2, 0]]))]).toEqual([[2, 0]])
})

test("a mark beyond where its room stands is of another database", () => {
  const marks = new Map([
    [1, 5],
    [2, 9],
    [3, 1],
  ])
  expect(staleMarks(marks, standings(said(1, 5), said(2, 8)))).toEqual([2])
})

test.each([
  [undefined, 3, 0],
  [5, undefined, 0],
  [5, 3, 2],
  [3, 5, 0],
])("at %s, read up to %s: %i unread", (seq, mark, count) => {
  expect(countUnread(seq, mark)).toBe(count)
})
