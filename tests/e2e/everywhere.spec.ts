import { devices, expect } from "@playwright/test"
import { test } from "./fixtures.ts"

test("on a phone rooms and conversation take turns", async ({ person }) => {
  const { defaultBrowserType: _, ...phone } = devices["Pixel 7"]
  const ann = await person("ann", { ...phone, viewport: { width: 375, height: 812 } })
  await ann.createRoom("lobby")
  await expect(ann.page.getByRole("heading", { name: "lobby" })).toBeVisible()
  await expect(ann.rooms).toBeHidden()
  await expect(ann.online).toHaveText(["ann"])
  await ann.field.fill("one")
  await ann.field.press("Enter")
  await ann.field.pressSequentially("two")
  await expect(ann.field).toHaveValue("one\ntwo")
  await ann.page.getByRole("button", { name: "Send" }).click()
  await ann.hears(["one\ntwo"])

  await ann.page.getByRole("button", { name: "Back" }).click()
  await expect(ann.room("lobby")).toBeFocused()
  await expect(ann.conversation).toBeHidden()
  await ann.enter("lobby")
  await ann.hears(["one\ntwo"])
})

test("the field stays above a keyboard that covers the page", { tag: "@long" }, async ({
  person,
}) => {
  const ann = await person("ann", { viewport: { width: 375, height: 812 } })
  await ann.createRoom("lobby")
  await expect(ann.page.getByRole("heading", { name: "lobby" })).toBeVisible()
  await ann.page.addInitScript(() => {
    const value = Object.assign(new EventTarget(), { scale: 1, height: innerHeight })
    Object.defineProperty(window, "visualViewport", { value })
  })
  await ann.page.reload()
  const bottom = () => ann.field.evaluate((field) => field.getBoundingClientRect().bottom)
  const showOnly = (height: number) =>
    ann.page.evaluate((left) => {
      Object.assign(visualViewport as object, { height: left })
      visualViewport?.dispatchEvent(new Event("resize"))
    }, height)
  expect(await bottom()).toBeGreaterThan(700)

  await showOnly(430)
  expect(await bottom()).toBeLessThan(430)
  await showOnly(812)
  expect(await bottom()).toBeGreaterThan(700)
})

test("nothing is cut off on the narrowest screens", { tag: "@long" }, async ({ person }) => {
  const ann = await person("W".repeat(32), { viewport: { width: 320, height: 568 } })
  const isTooWide = () => document.documentElement.scrollWidth > innerWidth
  await ann.createRoom("averylongname".repeat(7))
  await ann.say("x".repeat(500))
  await ann.say(`https://example.org/${"y".repeat(500)}`)
  await expect(ann.conversation.getByRole("link")).toBeVisible()
  expect(await ann.page.evaluate(isTooWide)).toBe(false)
  expect(await ann.conversation.evaluate((list) => list.scrollWidth > list.clientWidth)).toBe(false)
  await ann.page.getByRole("button", { name: "Back" }).click()
  expect(await ann.page.evaluate(isTooWide)).toBe(false)
})
