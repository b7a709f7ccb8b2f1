import { expect, test } from "vitest"
import {
  completionQueryAt,
  wholeShortcodeAt,
} from "../../../src/client/composer/completion/completion-query.ts"

test.each([
  { what: "a shortcode", text: "hi :sm", kind: "emoji", query: "sm" },
  { what: "a shortcode with signs", text: ":+1", kind: "emoji", query: "+1" },
  { what: "a shortcode in another alphabet", text: "(:grün", kind: "emoji", query: "grün" },
  { what: "everybody", text: "hello @", kind: "person", query: "" },
  { what: "a name", text: "hello @an", kind: "person", query: "an" },
])("$what is completed", ({ text, kind, query }) => {
  const start = text.length - query.length - 1
  expect(completionQueryAt(text, text.length)).toEqual({ kind, query, start, end: text.length })
})

test.each([
  { what: "one letter", text: "hi :s" },
  { what: "a time of day", text: "at 10:30" },
  { what: "an address", text: "http://ex" },
  { what: "a port", text: "localhost:8000" },
  { what: "a mail address", text: "ann@example" },
  { what: "a word after a completed name", text: "@ann hello" },
  { what: "what is far away", text: `:${"a".repeat(100)}` },
])("$what is left alone", ({ text }) => {
  expect(completionQueryAt(text, text.length)).toBe(null)
})

test("only what stands before the caret counts", () => {
  expect(completionQueryAt("hi :smile and more", 6)).toMatchObject({
    query: "sm",
    start: 3,
    end: 6,
  })
})

test("a shortcode between two colons is whole, times of day are not", () => {
  expect(wholeShortcodeAt("hi :smile:", 10)).toMatchObject({ query: "smile", start: 3, end: 10 })
  expect(wholeShortcodeAt("at 10:30:", 9)).toBe(null)
})
