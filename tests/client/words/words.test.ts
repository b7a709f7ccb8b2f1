import { expect, test, vi } from "vitest"
import { ar } from "../../../src/client/words/ar.ts"
import { de } from "../../../src/client/words/de.ts"
import { localeOf } from "../../../src/client/words/locale.ts"
import { preferredOf } from "../../../src/client/words/words.ts"

test.each([
  [["de-AT", "en"], "de"],
  [["fr", "ar-EG", "de"], "ar"],
  [["fr"], "en"],
  [[], "en"],
  [["C", "de-AT"], "de"],
  [["en-US@posix", "", "de_DE.UTF-8", "ar"], "ar"],
  [["C"], "en"],
])("a reader of %j reads %s", (languages, language) => {
  expect(preferredOf(languages)).toBe(language)
})

test("what is no language tag is passed over where a locale is chosen, too", () => {
  vi.stubGlobal("navigator", { languages: ["C", "en-US@posix", "en-GB"] })
  expect([localeOf("en"), localeOf("de")]).toEqual(["en-GB", "de"])
  vi.stubGlobal("navigator", {})
  expect(localeOf("en")).toBe("en")
  vi.unstubAllGlobals()
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
