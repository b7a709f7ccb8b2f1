import { AxeBuilder } from "@axe-core/playwright"
import { devices, expect, type Page } from "@playwright/test"
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

test("nothing is cut off on the narrowest screens", async ({ person }) => {
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

test("the keyboard alone is enough", async ({ person }) => {
  const ann = await person()
  const { keyboard } = ann.page
  const tabTo = async (role: "button" | "link", name: string) => {
    const target = ann.page.getByRole(role, { name, exact: true })
    await expect(async () => {
      await keyboard.press("Tab")
      await expect(target).toBeFocused({ timeout: 50 })
    }).toPass()
  }
  await expect(ann.page.getByRole("textbox", { name: "Username" })).toBeFocused()
  await keyboard.type("ann")
  await keyboard.press("Enter")
  await expect(ann.page.getByRole("textbox", { name: "Room name" })).toBeFocused()
  await keyboard.type("lobby")
  await keyboard.press("Enter")
  await expect(ann.field).toBeFocused()
  await keyboard.type("hello")
  await keyboard.press("Enter")
  await ann.hears(["hello"])
  await expect(ann.field).toBeFocused()

  await tabTo("button", "Back")
  await keyboard.press("Enter")
  await expect(ann.room("lobby")).toBeFocused()
  await tabTo("button", "Delete lobby")
  await keyboard.press("Enter")
  await expect(ann.dialog.getByRole("button", { name: "Cancel" })).toBeFocused()
  await keyboard.press("Tab")
  await keyboard.press("Enter")
  await expect(ann.page.getByText("No rooms yet.")).toBeVisible()
  await expect(ann.rooms).toBeFocused()
})

for (const colorScheme of ["light", "dark"] as const)
  test(`everybody can perceive and use it in ${colorScheme} colours`, async ({
    person,
    server,
  }) => {
    test.slow()
    const ann = await person(undefined, { colorScheme })
    await ann.page.getByRole("button", { name: "Continue" }).click()
    await expect(ann.alert).toBeVisible()
    await expectAccessible(ann.page)
    await ann.signIn("ann")
    await expect(ann.rooms.getByText("No rooms yet.")).toBeVisible()
    await expectAccessible(ann.page)
    await ann.createRoom("lobby")
    await ann.say("see https://example.org")
    await ann.say("a second line")
    await ann.hears(["see https://example.org", "a second line"])
    await expectAccessible(ann.page)
    await ann.page.getByRole("button", { name: "Delete lobby" }).click()
    await expect(ann.dialog).toBeVisible()
    await expectAccessible(ann.page)
    await ann.page.keyboard.press("Escape")
    await ann.page.getByRole("button", { name: "Settings" }).click()
    await expect(ann.dialog).toBeVisible()
    await expectAccessible(ann.page)
    await ann.page.keyboard.press("Escape")
    await server.kill()
    await expect(ann.status).toHaveText(/Reconnecting/)
    await ann.say("are you there?")
    await ann.field.fill("x".repeat(4_001))
    await expectAccessible(ann.page)
    await ann.page.setViewportSize({ width: 375, height: 812 })
    await expectAccessible(ann.page)
    await ann.page.getByRole("button", { name: "Back" }).click()
    await expectAccessible(ann.page)
  })

async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => ({ id, where: nodes.map(({ html }) => html) }))).toEqual(
    [],
  )
}

test("the first load is at most 60 KB of script", async ({ person }) => {
  const someone = await person()
  const scripts: Promise<number>[] = []
  someone.page.on("response", (response) => {
    if (response.request().resourceType() === "script")
      scripts.push(response.headerValue("content-length").then(Number))
  })
  await someone.page.reload()
  await expect(someone.page.getByRole("button", { name: "Continue" })).toBeVisible()
  const bytes = (await Promise.all(scripts)).reduce((sum, length) => sum + length, 0)
  expect(bytes).toBeGreaterThan(1_000)
  expect(bytes).toBeLessThanOrEqual(60 * 1024)
})
