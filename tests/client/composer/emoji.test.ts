import { beforeEach, expect, test, vi } from "vitest"
import { loadEmoji } from "../../../src/client/composer/emoji/emoji.ts"
import { emojiCalled, findEmoji } from "../../../src/client/composer/emoji/find.ts"
import { placeAfter } from "../../../src/client/composer/emoji/grid.ts"
import { recentEmoji, recordEmoji } from "../../../src/client/composer/emoji/recents.ts"

beforeEach(() => {
  const kept = new Map<string, string>()
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => kept.set(key, text),
    removeItem: (key: string) => kept.delete(key),
  })
})

test.each([
  { query: "smile", found: "😄" },
  { query: "smi", found: "😄" },
  { query: "+1", found: "👍️" },
  { query: "Thumbs Up", found: "👍️" },
  { query: "thumbs_up", found: "👍️" },
  { query: "tada", found: "🎉" },
  { query: "crescent moo", found: "🌙" },
])("$query finds $found first", async ({ query, found }) => {
  expect(findEmoji(await loadEmoji(), query, 8)[0]?.sign).toBe(found)
})

test("what goes by no name is not found", async () => {
  expect(findEmoji(await loadEmoji(), "nothing goes by this", 8)).toEqual([])
  expect(emojiCalled(await loadEmoji(), "smi")).toBe(undefined)
})

test("skin tones are no emoji of their own", async () => {
  expect((await loadEmoji()).some(({ label }) => label.includes("skin tone"))).toBe(false)
})

test("the emoji chosen last come first, each once, and only so many", () => {
  for (const sign of ["😄", "🎉", "😄"]) recordEmoji(sign)
  expect(recentEmoji()).toEqual(["😄", "🎉"])
  for (let code = 0; code < 30; code++) recordEmoji(String.fromCodePoint(0x1f600 + code))
  expect(recentEmoji()).toHaveLength(16)
})

test.each([
  { key: "ArrowRight", place: 3, to: 4 },
  { key: "ArrowRight", place: 3, isRtl: true, to: 2 },
  { key: "ArrowDown", place: 3, to: 11 },
  { key: "ArrowDown", place: 15, to: 19 },
  { key: "ArrowUp", place: 11, to: 3 },
  { key: "ArrowUp", place: 3, to: -1 },
  { key: "ArrowLeft", place: 0, to: 0 },
  { key: "End", place: 3, to: 19 },
  { key: "a", place: 3, to: null },
])("$key leads from $place to $to", ({ key, place, isRtl = false, to }) => {
  expect(placeAfter(key, { place, count: 20, isRtl })).toBe(to)
})
