import { expect, test } from "vitest"
import { addressAt, linkTo, looksLikeAddress } from "../../../src/client/text/links.ts"

test.each([
  ["https://example.org/a?b=c#d and", "https://example.org/a?b=c#d"],
  ["HTTP://B.example", "HTTP://B.example"],
  ["www.example.org, too", "www.example.org"],
  ["https://example.org/a)? Yes.", "https://example.org/a"],
  ["https://example.org/Chat_(disambiguation).", "https://example.org/Chat_(disambiguation)"],
  ["https://example.org/a_(b)_c)", "https://example.org/a_(b)_c"],
  ["https://example.org/],", "https://example.org/"],
  ["https://example.org/b”", "https://example.org/b"],
  ["https://example.org/。次", "https://example.org/。次"],
  ["https://example.org/。", "https://example.org/"],
  ["https://example.org**", "https://example.org"],
  ["https://example.org/\u202egpj.exe", "https://example.org/"],
  ["javascript:alert(1)", ""],
  ["see https://example.org", ""],
])("the address at the start of %j", (text, address) => {
  expect(addressAt(text)).toBe(address)
})

test.each([
  ["https://example.org", "https://example.org/"],
  ["www.example.org/a", "https://www.example.org/a"],
  ["mailto:ann@example.org", "mailto:ann@example.org"],
  ["javascript:alert(1)", undefined],
  ["JAVASCRIPT:alert(1)", undefined],
  ["java\nscript:alert(1)", undefined],
  ["data:text/html,x", undefined],
  ["vbscript:x", undefined],
  ["file:///etc/passwd", undefined],
  ["//example.org", undefined],
  ["/rooms/1", undefined],
  ["https://", undefined],
  ["https://bank.example@evil.example/", undefined],
])("%j leads to %j", (address, href) => {
  expect(linkTo(address, [], address)?.href).toBe(href)
})

test.each([
  ["https://example.org/a", "our docs", "example.org"],
  ["https://example.org/a", "Example.org", null],
  ["https://evil.example", "https://bank.example", "evil.example"],
  ["https://bänk.example", "https://bänk.example", "xn--bnk-qla.example"],
  ["mailto:ann@example.org", "write to me", "ann@example.org"],
])("a link to %s that says %j also says %j", (address, shown, host) => {
  expect(linkTo(address, [], shown)?.host).toBe(host)
})

test("words that look like an address are told from words", () => {
  for (const shown of ["bank.example", "https://x", " bank.example/a "])
    expect(looksLikeAddress(shown)).toBe(true)
  for (const shown of ["our docs", "e.g. this one", "docs"])
    expect(looksLikeAddress(shown)).toBe(false)
})

test("a long text without an end in sight is read at once", () => {
  const text = `https://example.org/${"(".repeat(2_000)}${")".repeat(2_000)}`
  const before = performance.now()
  expect(addressAt(text)).toBe(text)
  expect(performance.now() - before).toBeLessThan(50)
})
