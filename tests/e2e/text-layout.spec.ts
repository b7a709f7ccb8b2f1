import { expect, type Locator } from "@playwright/test"
import { test } from "./fixtures.ts"
import type { Person } from "./person.ts"

const fence = "```"

test("a few emoji alone are large", { tag: "@long" }, async ({ person, server }) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  await expect(ann.online).toHaveText(["ann"])
  await server.hears(1, ["🎉 👩‍👩‍👧‍👦🇩🇪", "🎉🎉🎉🎉🎉🎉🎉", "🎉!", "7"])
  await expect(message(ann, 3)).toBeVisible()
  const sizes = await ann.conversation
    .locator(".message-text")
    .evaluateAll((all) => all.map((one) => Number.parseFloat(getComputedStyle(one).fontSize)))
  expect(sizes).toEqual([36, 15, 15, 15])
})

test("every line, quote and list has its own direction", { tag: "@long" }, async ({
  person,
  server,
}) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  await expect(ann.online).toHaveText(["ann"])
  await server.hears(1, [
    "one\nمرحبا",
    "> مرحبا\n\n- مرحبا\n\nand **one**",
    "\u202eone \u2067two",
    "three",
  ])
  await expect(message(ann, 3)).toBeVisible()
  await expect(message(ann, 1).locator("strong")).toBeVisible()
  const box = await boxOf(message(ann, 0))
  expect(await startOf(message(ann, 0), "one")).toBeCloseTo(box.x, 0)
  expect(await endOf(message(ann, 0), "مرحبا")).toBeCloseTo(box.x + box.width, 0)
  await expect(message(ann, 1).getByRole("blockquote")).toHaveCSS("direction", "rtl")
  await expect(message(ann, 1).getByRole("list")).toHaveCSS("direction", "rtl")
  expect(await startOf(message(ann, 1), "and")).toBeCloseTo(box.x, 0)
  expect(await startOf(message(ann, 3), "three")).toBeCloseTo(box.x, 0)
})

test("nothing leaves its message: long words, towers of marks, deep nesting", {
  tag: "@long",
}, async ({ person, server }) => {
  const ann = await person("ann", { viewport: { width: 375, height: 2_400 } })
  await ann.createRoom("lobby")
  await expect(ann.online).toHaveText(["ann"])
  const texts = [
    `Z${"\u0301\u0316".repeat(1_000)}`,
    "x".repeat(300),
    `https://example.org/${"y".repeat(300)}`,
    `> > > > ${"z".repeat(300)}`,
    `- a\n  - b\n    - c\n      - ${"d".repeat(300)}`,
    `${fence}\n${"e".repeat(300)}\n${fence}`,
    `\`${"f".repeat(300)}\` **${"g".repeat(300)}**`,
    "999. \u202e[a](https://example.org)",
  ]
  await server.hears(1, texts)
  await expect(message(ann, texts.length - 1).getByRole("link")).toBeVisible()
  const list = await boxOf(ann.conversation)
  for (const index of texts.keys()) {
    const text = message(ann, index)
    await expect(text).toHaveCSS("overflow", "clip")
    await expect(text).toHaveCSS("contain", "paint")
    const right = await text.evaluate((root) =>
      Math.max(
        ...Array.from(root.querySelectorAll("*"), (one) => one.getBoundingClientRect().right),
      ),
    )
    expect(right).toBeLessThanOrEqual(list.x + list.width)
  }
  expect(await ann.conversation.evaluate((log) => log.scrollWidth > log.clientWidth)).toBe(false)
})

test("what is very high shows its beginning until somebody wants more", { tag: "@long" }, async ({
  person,
  server,
}) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  await expect(ann.online).toHaveText(["ann"])
  const high = 24 * 16
  const lines = `${"line\n".repeat(300)}end`
  await server.hears(1, ["short", `a${"\n".repeat(3_900)}b`, `${fence}\n${lines}\n${fence}`])
  const more = ann.conversation.getByRole("button", { name: "Show more" })
  await expect(more).toHaveCount(2)
  for (const box of await ann.conversation.locator(".foldable").all())
    expect((await boxOf(box)).height).toBeLessThanOrEqual(high)
  await more.last().click()
  const less = ann.conversation.getByRole("button", { name: "Show less" })
  await expect(less).toBeFocused()
  await expect(less).toHaveAttribute("aria-expanded", "true")
  const last = ann.conversation.locator(".message-text").last()
  expect((await boxOf(last)).height).toBeGreaterThan(high * 10)
  await less.click()
  await expect(more).toHaveCount(2)
})

test("what the keyboard reaches is not hidden", { tag: "@long" }, async ({ person, server }) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  await expect(ann.online).toHaveText(["ann"])
  await server.hears(1, [`${"line\n".repeat(60)}https://example.org`])
  const link = ann.conversation.getByRole("link")
  await expect(ann.conversation.getByRole("button", { name: "Show more" })).toBeVisible()
  await link.focus()
  await expect(ann.conversation.getByRole("button", { name: "Show less" })).toBeVisible()
  await expect(link).toBeInViewport()
})

const message = (person: Person, index: number) =>
  person.conversation.locator(".message-text").nth(index)

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox()
  if (!box) throw new Error("it is not on the screen")
  return box
}

const startOf = async (locator: Locator, word: string) => (await edgesOf(locator, word)).left
const endOf = async (locator: Locator, word: string) => (await edgesOf(locator, word)).right

/** Where a word stands, which need not be an element. */
const edgesOf = (locator: Locator, word: string) =>
  locator.evaluate((root, sought) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const at = walker.currentNode.textContent?.indexOf(sought) ?? -1
      if (at < 0) continue
      const range = document.createRange()
      range.setStart(walker.currentNode, at)
      range.setEnd(walker.currentNode, at + sought.length)
      const { left, right } = range.getBoundingClientRect()
      return { left, right }
    }
    throw new Error(`no ${sought}`)
  }, word)
