import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { Content, RoomName, Username } from "../../src/shared/schema.ts"
import { charsIn, excerptOf, nameKey } from "../../src/shared/text.ts"

const anyText = fc.string({ unit: "binary" })

describe("names that look equal are equal", () => {
  test.each([
    ["case", "Ann", "aNN"],
    ["sharp s", "Straße", "STRASSE"],
    ["capital sharp s", "Straẞe", "straße"],
    ["final sigma", "ΟΔΥΣΣΕΥΣ", "οδυσσευς"],
    ["composed and decomposed", "Zoë", "Zoe\u0308"],
    ["full width", "Ａｎｎ", "Ann"],
    ["ligature", "ﬁn", "fin"],
    ["invisible characters", "a\u200bn\u00adn", "ann"],
    ["white space", "  big \u00a0 room ", "big room"],
  ])("%s", (_, one, other) => {
    expect(nameKey(one)).toBe(nameKey(other))
  })

  test("and different ones are not", () => {
    const keys = ["ann", "anna", "an n", "änn", "ann1", "Kadıköy", "Kadiköy"].map(nameKey)
    expect(new Set(keys).size).toBe(keys.length)
  })

  test("folding what is folded changes nothing", () => {
    fc.assert(fc.property(anyText, (text) => nameKey(nameKey(text)) === nameKey(text)))
  })

  test("case, composition, invisible characters and outer space never tell names apart", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const key = nameKey(text)
        expect(nameKey(text.toUpperCase())).toBe(nameKey(text.toUpperCase().toLowerCase()))
        expect(nameKey(text.normalize("NFD"))).toBe(key)
        expect(nameKey(`\u200b ${text}\ufeff`)).toBe(key)
      }),
    )
  })
})

describe("what is accepted", () => {
  test("a name is one line of visible text, trimmed, and its key is never empty", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const name of [RoomName.safeParse(text), Username.safeParse(text)]) {
          if (!name.success) continue
          expect(name.data).toBe(text.trim())
          expect(name.data).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u)
          expect(nameKey(name.data)).not.toBe("")
        }
      }),
    )
  })

  test("content is accepted unchanged, or not at all", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const content = Content.safeParse(text)
        if (content.success) expect(content.data).toBe(text)
      }),
    )
  })

  test("characters are counted as people count, not as UTF-16 does", () => {
    expect(charsIn("añ🎉")).toBe(3)
    expect(Username.safeParse("🎉".repeat(32)).success).toBe(true)
    expect(Username.safeParse("🎉".repeat(33)).success).toBe(false)
  })

  test("families and flags keep their joiners", () => {
    expect(Username.parse("👩‍💻")).toBe("👩‍💻")
    expect(RoomName.parse("🏳️‍🌈 room")).toBe("🏳️‍🌈 room")
  })
})

test("an excerpt is the beginning of a text, whole characters and no more than asked for", () => {
  fc.assert(
    fc.property(anyText, fc.nat(20), (text, chars) => {
      expect(excerptOf(text, chars)).toBe([...text].slice(0, chars).join(""))
    }),
  )
})
