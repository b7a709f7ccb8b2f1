import { expect } from "@playwright/test"
import { test } from "./fixtures.ts"
import type { Person } from "./person.ts"

const paper = (one: Person) =>
  one.page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)

test("a theme is kept, and is the same in every tab", { tag: "@long" }, async ({ person }) => {
  const ann = await person("ann", { colorScheme: "light" })
  const light = await paper(ann)
  const other = await ann.page.context().newPage()
  await other.goto("/")
  await ann.chooses("Theme", "Dark")
  await expect.poll(() => paper(ann)).not.toBe(light)
  const dark = await paper(ann)
  await expect(other.locator("html")).toHaveCSS("background-color", dark)
  await ann.page.keyboard.press("Escape")
  await expect(ann.rooms.getByRole("button", { name: "Settings" })).toBeFocused()
  await ann.page.reload()
  await expect(ann.status).toHaveText("Connected")
  await expect.poll(() => paper(ann)).toBe(dark)
  await ann.chooses("Theme", "System")
  await expect.poll(() => paper(ann)).toBe(light)
})

test("the app speaks the browser's language, or another that is chosen", async ({ person }) => {
  const ann = await person(undefined, { locale: "de-AT" })
  await ann.page.getByRole("textbox", { name: "Benutzername" }).fill("ann")
  await ann.page.getByRole("button", { name: "Weiter" }).click()
  await expect(ann.status).toHaveText("Verbunden")
  await expect(ann.page.locator("html")).toHaveAttribute("lang", "de")

  await ann.page.getByRole("button", { name: "Einstellungen" }).click()
  await ann.dialog.getByRole("radio", { name: "العربية" }).check()
  await expect(ann.status).toHaveText("متصل")
  await expect(ann.dialog.getByRole("radiogroup", { name: "اللغة" })).toBeVisible()
  await ann.page.reload()
  await expect(ann.status).toHaveText("متصل")
  await expect(ann.page.locator("html")).toHaveAttribute("dir", "rtl")
})

test("Arabic runs from right to left, and nothing is cut off", { tag: "@long" }, async ({
  person,
}) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  await ann.say("hello")
  await ann.chooses("Language", "العربية")
  await expect(ann.page.getByRole("log", { name: "الرسائل" })).toBeVisible()
  const field = ann.page.getByRole("textbox", { name: "رسالة" })
  await expect(field).toHaveCSS("direction", "rtl")
  await ann.page.keyboard.press("Escape")
  const rooms = await ann.page.getByRole("navigation", { name: "الغرف" }).boundingBox()
  const main = await ann.page.getByRole("main").boundingBox()
  expect(rooms?.x).toBeGreaterThan(main?.x ?? Number.POSITIVE_INFINITY)
  expect(await ann.page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(
    false,
  )
})

test("times are told by the clock that is chosen", { tag: "@long" }, async ({ person }) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  await ann.say("hello")
  await ann.hears(["hello"])
  const time = ann.conversation.locator(".message-time")
  await expect(time).toHaveText(/^\d\d:\d\d$/)
  await ann.chooses("Clock", "12 hours")
  await expect(time).toHaveText(/^\d{1,2}:\d\d\s[ap]m$/i)
  await ann.dialog.getByRole("radio", { name: "24 hours" }).check()
  await expect(time).toHaveText(/^\d\d:\d\d$/)
})

test("compact brings more onto the screen", { tag: "@long" }, async ({ person }) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  const height = async () => (await ann.rooms.getByRole("listitem").boundingBox())?.height ?? 0
  const cosy = await height()
  await ann.chooses("Density", "Compact")
  await expect.poll(height).toBeLessThan(cosy)
  await ann.page.reload()
  await expect(ann.room("lobby")).toBeVisible()
  await expect.poll(height).toBeLessThan(cosy)
})

for (const { reducedMotion, moves } of [
  { reducedMotion: "no-preference", moves: true },
  { reducedMotion: "reduce", moves: false },
] as const)
  test(`${moves ? "what appears may move" : "nothing moves for whoever wants it so"}`, {
    tag: "@long",
  }, async ({ person }) => {
    const ann = await person("ann", { reducedMotion })
    await ann.createRoom("lobby")
    await ann.hasSaid("hello")
    await ann.chooses("Theme", "Dark")
    const movements = await ann.page.evaluate(() => {
      const seconds = (list: string) => Math.max(...list.split(",").map(Number.parseFloat))
      return Array.from(document.querySelectorAll("*"), (one) => getComputedStyle(one)).filter(
        (style) =>
          (style.animationName !== "none" && seconds(style.animationDuration) > 0) ||
          seconds(style.transitionDuration) > 0,
      ).length
    })
    expect(movements > 0).toBe(moves)
  })
