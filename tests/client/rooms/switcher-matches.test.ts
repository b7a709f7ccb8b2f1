import { expect, test } from "vitest"
import { choicesFor } from "../../../src/client/rooms/switcher-matches.ts"

let nextId = 1
const room = (name: string, { unread = 0, at = "" } = {}) => ({ id: nextId++, name, unread, at })
const names = (...[sought, rooms, current = null]: Parameters<typeof proposed>) =>
  proposed(sought, rooms, current).map(({ room: { name } }) => name)
const proposed = (
  sought: string,
  rooms: ReturnType<typeof room>[],
  current: number | null = null,
) => choicesFor(sought, rooms, current)

test("before anything is typed, what is unread comes first, then what was talked in lately", () => {
  const quiet = room("quiet")
  const old = room("old", { at: "2026-01-01T00:00:00.000Z" })
  const recent = room("recent", { at: "2026-03-01T00:00:00.000Z" })
  const unread = room("unread", { unread: 2, at: "2026-02-01T00:00:00.000Z" })
  const all = [quiet, old, recent, unread]
  expect(names("", all)).toEqual(["unread", "recent", "old", "quiet"])
  expect(names(" ", all, unread.id)).toEqual(["recent", "old", "quiet", "unread"])
})

test("a few letters in the right order find a room", () => {
  const rooms = [room("General Chat"), room("garden"), room("Café Größe"), room("random")]
  expect(names("gdn", rooms)).toEqual(["garden"])
  expect(names("gc", rooms)[0]).toBe("General Chat")
  expect(names("cafe", rooms)).toEqual(["Café Größe"])
  expect(names("xyz", rooms)).toEqual([])
})

test("the better name wins, and what is unread between equals", () => {
  expect(names("dev", [room("ideas & events", { unread: 9 }), room("dev")])[0]).toBe("dev")
  expect(names("dev", [room("dev-a"), room("dev-b", { unread: 1 })])).toEqual(["dev-b", "dev-a"])
})

test("what was looked for stands out", () => {
  expect(proposed("gard", [room("my garden")])[0]?.parts).toEqual(["my ", "gard", "en"])
  expect(proposed("my", [room("my garden")])[0]?.parts).toEqual(["", "my", " garden"])
})
