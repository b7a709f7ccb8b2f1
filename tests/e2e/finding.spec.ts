import { expect } from "@playwright/test"
import { test } from "./fixtures.ts"

const texts = Array.from({ length: 120 }, (_, at) => `${at % 40 === 2 ? "A Needle" : "hay"} ${at}`)

test("a text is found in everything that is loaded, drawn or not", { tag: "@long" }, async ({
  person,
  server,
}) => {
  const ann = await person("ann")
  await ann.createRoom("haystack")
  await expect(ann.online).toHaveText(["ann"])
  await server.hears(1, texts)
  await expect(ann.message("hay 119")).toBeInViewport()
  // So that all of it is loaded.
  await ann.conversation.evaluate((log) => log.scrollTo(0, 0))
  await expect(ann.message("hay 0")).toBeVisible()

  await ann.field.focus()
  await ann.page.keyboard.press("ControlOrMeta+f")
  const field = ann.page.getByRole("textbox", { name: "Find in this room" })
  await expect(field).toBeFocused()
  await field.fill("needle")
  await expect(ann.page.getByRole("search")).toContainText("3 of 3")
  await expect(ann.message("A Needle 82")).toBeInViewport()
  await expect.poll(() => marked(ann.page)).toEqual(["Needle"])

  await field.press("Enter")
  await expect(ann.page.getByRole("search")).toContainText("2 of 3")
  await expect(ann.message("A Needle 42")).toBeInViewport()
  await ann.page.getByRole("button", { name: "Newer" }).click()
  await expect(ann.message("A Needle 82")).toBeInViewport()
  await field.fill("no such thing")
  await expect(ann.page.getByRole("search")).toContainText("No message has it")

  await field.press("Escape")
  await expect(ann.page.getByRole("search")).toBeHidden()
  await expect(ann.field).toBeFocused()
  expect(await marked(ann.page)).toEqual([])
})

const marked = (page: import("@playwright/test").Page) =>
  page.evaluate(() => Array.from(CSS.highlights.get("found") ?? [], (range) => `${range}`))
