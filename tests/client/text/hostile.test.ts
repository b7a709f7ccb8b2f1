/** What nobody means to write. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { highlight } from "../../../src/client/text/highlighter.ts"
import { parseMarkdown } from "../../../src/client/text/markdown.ts"
import { mayHaveMarkup } from "../../../src/client/text/plain.ts"
import { CONTENT_CHARS_MAX } from "../../../src/shared/limits.ts"
import { linksIn, outline, visible } from "./outline.ts"

const pieces = [
  ..."*_~`>-.#|[]()<>!\\&:\"' \n\t1aé字🙂\u202e\u0301\r",
  ...["**", "~~", "```", "\n\n", "\n> ", "\n- ", "\n1. ", "\n```js\n", "    ", "\n  - "],
  ...[
    "https://a.example/b",
    "www.a.example",
    "javascript:alert(1)",
    "[a](javascript:b)",
    "](",
    "mailto:a@b.example",
  ],
]
const texts = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join("")),
  fc.string({ unit: "grapheme", maxLength: 80 }),
)
const runs = { numRuns: 5_000 }

test("any text is read, and its words are all there", () => {
  const words = (text: string) => text.replace(/[^\p{L}\p{N}\p{M}\p{S}]|[~`<>]/gu, "")
  fc.assert(
    fc.property(texts, (text) => {
      const seen = words(visible(parseMarkdown(text)))
      // A number or a link in angle brackets may be written otherwise, nothing may be missing.
      expect(seen).toBe(words(text))
    }),
    runs,
  )
})

test("links lead to pages and mailboxes only", () => {
  fc.assert(
    fc.property(texts, (text) => {
      for (const href of linksIn(parseMarkdown(text))) expect(href).toMatch(/^(https?|mailto):/)
    }),
    runs,
  )
})

test("a text that may have no markup has none", () => {
  fc.assert(
    fc.property(texts, (text) => {
      if (!mayHaveMarkup(text))
        expect(outline(parseMarkdown(text))).toBe(text.replace(/\r\n?/g, "\n"))
    }),
    runs,
  )
})

const filled = (unit: string) => unit.repeat(Math.ceil(CONTENT_CHARS_MAX / unit.length))

describe("the longest message is read in 20 ms when it is full of", () => {
  test.each([
    ..."*_~`[]()<>!\\#|-\n \t.@&:/",
    ...["**", "*a ", "a* ", "**a ", "*a **b _c ", "**a*b _c_*", "_a*", "*_~~`", "**_~~a", "~~a "],
    ...[
      "*a **b _c b_ b** a* ",
      "``a`b",
      "```a``b`c``",
      "`a",
      "[]",
      "[a](",
      "[a](<b",
      "[a]((",
      "![",
      "[a",
    ],
    ...["> ", "> - ", "- ", "1. ", "- a\n", "1. a\n", "> a\n", ">>>> a\n", "> - > - a\n", "- *a\n"],
    ...["a\n", "a\n\n", " \n", "```\n", "~~~a\n", "> ```\n", "***\n", "a\n=\n", "|a", "a|b\n-|-\n"],
    ...[
      "<a ",
      "<a b='",
      "<!--",
      "<div>\n",
      "[a]: b\n",
      "https://",
      "https://a.b/(",
      "www.",
      "www.a ",
    ],
    ...[
      "[a](http://b.c) ",
      "[*a*](http://b.c)",
      "<http://a",
      "a.b-c_d@",
      "a\u0301",
      "👩‍👩‍👧‍👦",
      "&amp;",
      "\\*",
    ],
  ])("%j", (unit) => {
    expect(fastestOf(5, () => parseMarkdown(filled(unit)))).toBeLessThan(20)
  })

  test.each([
    ["nested brackets", "[".repeat(2_000) + "]".repeat(2_000)],
    ["nested emphasis", "*a **b ".repeat(280) + "b** a* ".repeat(280)],
    [
      "ever deeper quotes",
      Array.from({ length: 88 }, (_, depth) => `${">".repeat(depth)} a`).join("\n"),
    ],
    [
      "ever deeper lists",
      Array.from({ length: 87 }, (_, depth) => `${" ".repeat(depth)}- a`).join("\n"),
    ],
    [
      "ever longer code spans",
      Array.from({ length: 88 }, (_, depth) => "`".repeat(depth)).join(" "),
    ],
    ["one item without an end", `- a\n${"      b\n".repeat(500)}`],
  ])("%s", (_, text) => {
    expect(fastestOf(5, () => parseMarkdown(text))).toBeLessThan(20)
  })
})

test.each([
  "bash",
  "c",
  "cpp",
  "css",
  "diff",
  "go",
  "html",
  "java",
  "js",
  "json",
  "py",
  "rust",
  "sql",
  "ts",
  "yml",
])("the longest code in %s is coloured at once", (language) => {
  for (const unit of [
    "(",
    "{",
    "[",
    "<",
    '"',
    "'",
    "`",
    "/*",
    "a",
    "a ",
    "=>",
    "$",
    "${",
    "-",
    "\\",
    "1",
    "<a ",
    "async (",
    "@a",
    "\n",
  ])
    expect(fastestOf(2, () => highlight(language, filled(unit)))).toBeLessThan(250)
})

/** The least of several, as others use this machine, too. */
function fastestOf(times: number, work: () => void) {
  const taken = Array.from({ length: times }, () => {
    const before = performance.now()
    work()
    return performance.now() - before
  })
  return Math.min(...taken)
}
