import { expect, test } from "vitest"
import { find, foundNothing } from "../../../src/client/finding/find.ts"
import { toLoggedEntry, toPendingEntry } from "../../../src/client/room/entries.ts"

const timestamp = "2026-11-22T10:00:00.000Z"
const from = { roomId: 1, username: "ann", timestamp }
const said = (...texts: string[]) =>
  texts.map((content, at) =>
    toLoggedEntry({ ...from, id: at + 1, seq: at + 1, content, clientId: null }),
  )

test("every message with the text is found, whatever its case", () => {
  expect(find(foundNothing(), said("Tea?", "coffee", "more TEA"), " tea ").seqs).toEqual([1, 3])
})

test("nothing is found for nothing", () => {
  expect(find(foundNothing(), said("tea"), "  ").seqs).toEqual([])
})

test("what waits to be sent is not found: it has no place yet", () => {
  const waiting = toPendingEntry({ username: "ann", content: "tea", timestamp, clientId: "a" })
  expect(find(foundNothing(), [...said("tea"), waiting], "tea").seqs).toEqual([1])
})

test("what is said meanwhile is found too, and what is loaded before it", () => {
  const entries = said("tea", "milk", "tea", "tea")
  const first = find(foundNothing(), entries.slice(1, 3), "tea")
  const later = find(first, entries.slice(1), "tea")
  expect(later.seqs).toEqual([3, 4])
  expect(find(later, entries, "tea").seqs).toEqual([1, 3, 4])
})

test("another text is sought anew", () => {
  const entries = said("tea", "team")
  expect(find(find(foundNothing(), entries, "tea"), entries, "team").seqs).toEqual([2])
})
