import { expect, test } from "vitest"
import { ar } from "../../../src/client/words/ar.ts"
import { de } from "../../../src/client/words/de.ts"
import { preferredOf } from "../../../src/client/words/words.ts"

test.each([
  [["de-AT", "en"], "de"],
  [["fr", "ar-EG", "de"], "ar"],
  [["fr"], "en"],
  [[], "en"],
])("a reader of %j reads %s", (languages, language) => {
  expect(preferredOf(languages)).toBe(language)
})

test("German counts one and many", () => {
  expect(de.problems.nameTooLong(1, 32)).toMatch(/^Ein Zeichen zu viel/)
  expect(de.problems.nameTooLong(1_234, 32)).toMatch(/^1\.234 Zeichen zu viel/)
})

test.each([
  [1, "حرف واحد"],
  [2, "حرفان"],
  [3, "أحرف"],
  [11, "حرفًا"],
  [100, "حرف"],
])("Arabic has its own form for %i", (count, form) => {
  expect(ar.problems.nameTooLong(count, 32)).toMatch(new RegExp(`^الزيادة [^:]*${form}:`))
})
