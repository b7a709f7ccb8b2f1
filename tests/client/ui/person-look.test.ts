import { expect, test } from "vitest"
import { initialsOf, toneOf } from "../../../src/client/ui/person-look.ts"

test.each([
  ["ann", "A"],
  ["Ann Lee", "AL"],
  ["ann van der lee", "AL"],
  ["ann.lee", "AL"],
  ["éva", "É"],
  ["👩‍👩‍👧 family", "👩‍👩‍👧F"],
  ["דנה", "ד"],
  ["--", "-"],
])("the initials of %s", (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})

test("one person has one colour, however the name is written", () => {
  expect(toneOf("Ann  Lee")).toBe(toneOf("ann lee"))
})

test("people have all the colours", () => {
  const tones = Array.from({ length: 200 }, (_, index) => toneOf(`person ${index}`))
  expect(new Set(tones).size).toBe(10)
})
