import { expect } from "@playwright/test"
import { test } from "./fixtures.ts"
import { refuse } from "./refusing.ts"

const texts = (count: number) => Array.from({ length: count }, (_, index) => `message ${index + 1}`)

test.beforeEach(async ({ server }) => {
  await server.createRoom("lobby")
  await server.hears(1, texts(180))
})

test("older messages come when they are needed, and what is read stays in its place", async ({
  person,
}) => {
  const bo = await person("bo", { at: "/rooms/1" })
  await expect(bo.message("message 180")).toBeInViewport()
  await expect(bo.message("message 100")).toHaveCount(0)

  const height = () => bo.conversation.evaluate((log) => log.scrollHeight)
  const fewer = await height()
  await bo.scrollsTo(300)
  const before = await bo.looksAt()
  await expect.poll(height).toBeGreaterThan(fewer * 1.5)
  await bo.looksStillAt(before)

  await expect(async () => {
    await bo.scrollsTo(0)
    await expect(bo.page.getByText("This is the beginning of")).toBeInViewport({ timeout: 500 })
  }).toPass()
  await expect(bo.message("message 1")).toBeInViewport()
})

test("new messages do not move who reads old ones, and are one click away", {
  tag: "@long",
}, async ({ person, server }) => {
  const bo = await person("bo", { at: "/rooms/1" })
  await expect(bo.message("message 180")).toBeInViewport()
  await bo.turnsWheel(-600)
  const jump = bo.page.getByRole("button", { name: "Jump to latest" })
  await expect(jump).toBeVisible()
  const before = await bo.message("message 165").boundingBox()

  await server.says(1, "cy", "first news")
  await server.says(1, "cy", "second news")
  await expect(bo.page.getByRole("button", { name: "Jump to latest (2)" })).toBeVisible()
  expect((await bo.message("message 165").boundingBox())?.y).toBeCloseTo(before?.y ?? 0, 0)
  await jump.click()
  await expect(bo.message("second news")).toBeInViewport()
  await expect(jump).toBeHidden()

  for (let count = 1; count <= 8; count++) await server.says(1, "cy", `line ${count}`)
  await expect(bo.message("line 8")).toBeInViewport()
})

test("where messages cannot be loaded this is said, and they come as soon as they can", {
  tag: "@long",
}, async ({ person }) => {
  const bo = await person("bo")
  const refusing = await refuse(bo, { path: "messages.history", code: "STORE_UNAVAILABLE" })
  await bo.page.goto("/rooms/1")
  const main = bo.page.getByRole("main")
  await expect(main.getByRole("alert")).toContainText("cannot store anything right now")
  await bo.field.fill("half a thought")
  refusing.stop()
  await expect(bo.message("message 180")).toBeInViewport()
  await expect(main.getByRole("alert")).toBeHidden()
  await expect(bo.field).toHaveValue("half a thought")
})
