import { DatabaseSync } from "node:sqlite"
import { expect } from "@playwright/test"
import { type TestServer, test } from "./fixtures.ts"

/** Of one to four lines. */
const texts = (count: number) =>
  Array.from({ length: count }, (_, index) => `message ${index + 1}${"\nand on".repeat(index % 4)}`)

const MESSAGES = 120

test.beforeEach(async ({ server }) => {
  await server.createRoom("garden")
  await server.createRoom("lobby")
  await server.hears(2, texts(MESSAGES))
})

test("what is read keeps its place when something grows above it, and the end when it is read", {
  tag: "@long",
}, async ({ person }) => {
  const bo = await person("bo", { at: "/rooms/2" })
  await expect(bo.message("message 120 and on and on and on")).toBeInViewport()
  const grow = (where: "above" | "at the edge" | "below") =>
    bo.conversation.evaluate(async (log, place) => {
      const edge = log.getBoundingClientRect().top
      const rows = Array.from(log.querySelectorAll<HTMLElement>("li"))
      const above = rows.filter((row) => row.getBoundingClientRect().bottom < edge)
      const index = { above: above.length - 2, "at the edge": above.length, below: rows.length - 1 }
      const text = rows[index[place]]?.querySelector<HTMLElement>(".message-text")
      const late = document.createElement("canvas")
      late.height = 137
      if (place === "below") text?.append(late)
      // In what is partly seen, above what is seen of it.
      else text?.before(late)
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame)
    }, where)
  await grow("below")
  await expect.poll(bo.distanceToEnd).toBeLessThan(1)
  await bo.turnsWheel(-900)
  await expect(bo.page.getByRole("button", { name: "Jump to latest" })).toBeVisible()
  for (const where of ["above", "at the edge"] as const) {
    const before = await bo.looksAt()
    await grow(where)
    await bo.looksStillAt(before)
  }
})

test("whoever is at the end stays there, also when what they see shrinks and grows at once", {
  tag: "@long",
}, async ({ person }) => {
  const bo = await person("bo", { at: "/rooms/2" })
  await expect(bo.message("message 120 and on and on and on")).toBeInViewport()
  const pushed = await bo.conversation.evaluate((log) => {
    const list = log.querySelector("ol") ?? document.createElement("ol")
    const last = Array.from(list.children).slice(-5) as HTMLElement[]
    const late = document.createElement("canvas")
    late.height = 400
    const before = log.scrollTop
    const height = list.clientHeight
    for (const row of last) row.hidden = true
    list.style.height = `${height - 200}px`
    const after = log.scrollTop
    for (const row of last) row.hidden = false
    last.at(-1)?.querySelector(".message-text")?.after(late)
    list.style.height = `${height}px`
    return before - after
  })
  expect(pushed).toBeGreaterThan(100)
  await expect.poll(bo.distanceToEnd).toBeLessThan(1)
  await expect(bo.page.getByRole("button", { name: "Jump to latest" })).toBeHidden()
})

test("news take along whoever is near the end, and nobody who is further up", async ({
  person,
  server,
}) => {
  const bo = await person("bo", { at: "/rooms/2" })
  await expect(bo.message("message 120 and on and on and on")).toBeInViewport()
  await bo.turnsWheel(-70)
  await expect.poll(bo.distanceToEnd).toBeGreaterThan(60)
  await server.says(2, "cy", "near")
  await expect(bo.message("near")).toBeInViewport()
  await expect.poll(bo.distanceToEnd).toBeLessThan(1)

  await bo.turnsWheel(-90)
  const before = await bo.looksAt()
  await server.says(2, "cy", "far")
  await expect(bo.page.getByRole("button", { name: "Jump to latest (1)" })).toBeVisible()
  await bo.looksStillAt(before)
})

test("a room is shown again where it was left, or from what is new", { tag: "@long" }, async ({
  person,
  server,
}) => {
  const bo = await person("bo", { at: "/rooms/2" })
  await expect(bo.message("message 120 and on and on and on")).toBeInViewport()
  await bo.enter("garden")
  await server.says(2, "cy", "first news")
  await server.says(2, "cy", "second news")
  await bo.enter("lobby")
  const divider = bo.page.getByText("New", { exact: true })
  await expect(divider).toBeInViewport()
  await expect(bo.conversation.locator("li", { has: divider })).toContainText("first news")
  await server.says(2, "cy", "third news")
  await expect(bo.message("third news")).toBeInViewport()
  await expect(bo.conversation.locator("li", { has: divider })).toContainText("first news")

  await bo.turnsWheel(-1_500)
  await expect(bo.page.getByRole("button", { name: "Jump to latest" })).toBeVisible()
  const left = await bo.looksAt()
  await bo.enter("garden")
  await bo.enter("lobby")
  await bo.looksStillAt(left)
})

test("a link to a message shows it in the middle, however far back, and what follows", {
  tag: "@long",
}, async ({ person, server }) => {
  const bo = await person("bo", { at: "/rooms/2/messages/9" })
  await expect(bo.conversation.locator("[aria-current]")).toHaveText(/message 9/)
  const middle = async () => {
    const box = await bo.conversation.locator("[aria-current]").boundingBox()
    const log = await bo.conversation.boundingBox()
    return Math.abs((box?.y ?? 0) + (box?.height ?? 0) / 2 - (log?.y ?? 0) - (log?.height ?? 0) / 2)
  }
  await expect.poll(middle).toBeLessThan(40)
  await expect(bo.message("message 120 and on and on and on")).toHaveCount(0)

  await server.says(2, "cy", "news")
  await expect(bo.page.getByRole("button", { name: "Jump to latest (1)" })).toBeVisible()
  await expect(bo.message("news")).toHaveCount(0)
  await expect.poll(middle).toBeLessThan(40)
  await expect(async () => {
    await bo.scrollsTo(1_000_000)
    await expect(bo.message("news")).toBeInViewport({ timeout: 300 })
  }).toPass()
  await expect(bo.page.getByRole("button", { name: "Jump to latest" })).toBeHidden()

  await bo.page.goto("/rooms/2/messages/5")
  await expect(bo.conversation.locator("[aria-current]")).toBeInViewport()
  await bo.page.getByRole("button", { name: "Jump to latest" }).click()
  await expect(bo.message("news")).toBeInViewport()
  await server.says(2, "cy", "more")
  await expect(bo.message("more")).toBeInViewport()

  await bo.page.goto("/rooms/2/messages/999999")
  await expect(bo.page.getByText("This message is not in this room.")).toBeVisible()
  await expect(bo.message("more")).toBeInViewport()
})

test("every message has a link to be copied, which the keyboard reaches, too", {
  tag: "@long",
}, async ({ person }) => {
  const permissions = ["clipboard-read", "clipboard-write"]
  const bo = await person("bo", { at: "/rooms/2", permissions })
  await expect(bo.message("message 120 and on and on and on")).toBeInViewport()
  const copied = () => bo.page.evaluate(() => navigator.clipboard.readText())
  const row = bo.conversation.getByRole("listitem").filter({ hasText: "message 119" })
  await row.hover()
  await row.getByRole("button", { name: "Copy link" }).click()
  await expect.poll(copied).toMatch(/\/rooms\/2\/messages\/119$/)

  await bo.conversation.focus()
  await bo.page.keyboard.press("Tab")
  await bo.page.keyboard.press("ArrowUp")
  await bo.page.keyboard.press("ArrowUp")
  await bo.page.keyboard.press("Enter")
  await expect.poll(copied).toMatch(/\/rooms\/2\/messages\/118$/)

  // What has the focus stays, however far it is scrolled away.
  await bo.scrollsTo(0)
  await bo.page.keyboard.press("ArrowDown")
  await bo.page.keyboard.press("Enter")
  await expect.poll(copied).toMatch(/\/rooms\/2\/messages\/119$/)

  await bo.conversation.focus()
  await bo.page.keyboard.press("End")
  await expect(bo.message("message 120 and on and on and on")).toBeInViewport()
  await bo.page.keyboard.press("PageUp")
  await expect(bo.page.getByRole("button", { name: "Jump to latest" })).toBeVisible()
  await expect(async () => {
    await bo.page.keyboard.press("Home")
    await expect(bo.message("message 1")).toBeInViewport({ timeout: 500 })
  }).toPass()
})

test("the day of what is read stays in view, and days stand apart", { tag: "@long" }, async ({
  person,
  server,
}) => {
  spreadOverDays(server)
  const bo = await person("bo", { at: "/rooms/2" })
  const topDay = bo.page.locator(".top-day")
  const today = bo.conversation.getByText(/^today$/)
  await expect(bo.message("message 120 and on and on and on")).toBeInViewport()
  // An hour apart, each stands under its author's name.
  await expect(bo.conversation.locator(".message:not(.opens)")).toHaveCount(0)
  await expect(async () => {
    await bo.page.keyboard.press("Home")
    await bo.conversation.focus()
    await bo.scrollsTo((await bo.conversation.evaluate((log) => log.scrollTop)) - 400)
    await expect(topDay).not.toHaveText("today", { timeout: 300 })
  }).toPass()
  await expect(topDay).toBeVisible()
  await bo.conversation.focus()
  await bo.page.keyboard.press("End")
  await expect(today.or(topDay).first()).toHaveText("today")
})

test("screen readers are told of what is new, not of what was", { tag: "@long" }, async ({
  person,
  server,
}) => {
  const bo = await person("bo", { at: "/rooms/2" })
  await expect(bo.message("message 120 and on and on and on")).toBeInViewport()
  await expect(bo.conversation).toHaveAttribute("aria-live", "off")
  const announced = bo.page.locator(".announcer")
  await bo.scrollsTo(0)
  await expect(announced).toBeEmpty()
  await server.says(2, "cy", "hear this")
  await expect(announced).toHaveText("cy: hear this")
  await bo.say("my own")
  await expect(announced).toBeEmpty()
})

/** Lets the messages so far have been said an hour apart, the last one now. */
function spreadOverDays({ databasePath }: TestServer) {
  using database = new DatabaseSync(databasePath)
  database.exec(`UPDATE messages SET created_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now',
    '-' || ((SELECT max(id) FROM messages) - id) || ' hours')`)
}
