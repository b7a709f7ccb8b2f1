import { expect, test } from "vitest"
import { splitAtLinks } from "../../../src/client/conversation/links.ts"

const linksIn = (text: string) => splitAtLinks(text).filter((_, index) => index % 2 === 1)

test.each([
  ["see https://example.org/a?b=c#d", ["https://example.org/a?b=c#d"]],
  ["https://a.example and HTTP://B.example", ["https://a.example", "HTTP://B.example"]],
  ["Is it (https://example.org/a)? Yes.", ["https://example.org/a"]],
  ["https://example.org/Chat_(disambiguation).", ["https://example.org/Chat_(disambiguation)"]],
  [
    "[https://example.org/], “https://example.org/b”",
    ["https://example.org/", "https://example.org/b"],
  ],
  ["**https://example.org**", ["https://example.org"]],
  ["javascript:alert(1) data:text/html,x ftp://example.org", []],
  ["https:// http://", []],
  ["no links", []],
])("the links in %j", (text, links) => {
  expect(linksIn(text)).toEqual(links)
})

test("no character is lost or added", () => {
  const text = "a https://example.org/x), b\nhttps://[ c https://example.org."
  expect(splitAtLinks(text).join("")).toBe(text)
})

test("a long text without an end in sight is split at once", () => {
  const text = `https://example.org/${"(".repeat(2_000)}${")".repeat(2_000)}`
  const before = performance.now()
  expect(splitAtLinks(text).join("")).toBe(text)
  expect(performance.now() - before).toBeLessThan(200)
})
