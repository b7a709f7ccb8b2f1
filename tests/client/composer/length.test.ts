import { expect, test } from "vitest"
import { lengthNote } from "../../../src/client/composer/length.ts"

test.each([
  { what: "a short text", text: "hello", note: "" },
  { what: "a text near the limit", text: "a".repeat(3_800), note: "3,800 of 4,000 characters" },
  { what: "a text at the limit", text: "a".repeat(4_000), note: "4,000 of 4,000 characters" },
  { what: "emoji, each one character", text: "🙂".repeat(2_500), note: "" },
])("$what may be sent", ({ text, note }) => {
  expect(lengthNote(text)).toEqual({ note, tooLong: false })
})

test("a text beyond the limit may not", () => {
  expect(lengthNote("🙂".repeat(4_001))).toEqual({
    note: "Too long to send: 4,001 of 4,000 characters",
    tooLong: true,
  })
})
