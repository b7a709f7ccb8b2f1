import { AxeBuilder } from "@axe-core/playwright"
import { expect, type Page } from "@playwright/test"
import { test } from "./fixtures.ts"

type Role = "button" | "link" | "textbox"

/** A keyboard, and eyes that look for the focus wherever it goes. */
function atKeyboard(page: Page) {
  const { keyboard } = page
  const focused = page.locator(":focus")

  async function expectVisibleFocus() {
    await expect(focused).toBeInViewport()
    const ring = await focused.evaluate((node) => {
      const rings = [node, node.closest("li, form, label, .composer-box")]
      return rings.some((at) => at && isRinged(at))
      function isRinged(at: Element) {
        return [undefined, "::after"].some(
          (part) => getComputedStyle(at, part).outlineStyle !== "none",
        )
      }
    })
    expect(ring).toBe(true)
  }

  return {
    expectVisibleFocus,
    async press(...keys: string[]) {
      for (const key of keys) await keyboard.press(key)
    },
    type: (text: string) => keyboard.type(text),
    async tabTo(role: Role, name: string, key = "Tab") {
      const target = page.getByRole(role, { name, exact: true })
      await expect(async () => {
        await keyboard.press(key)
        await expect(target).toBeFocused({ timeout: 50 })
      }).toPass({ intervals: [0] })
      await expectVisibleFocus()
    },
  }
}

test("one can sign in, talk, go around, tidy up and leave without a mouse", async ({ person }) => {
  test.slow()
  const ann = await person()
  const { page } = ann
  const { type, press, tabTo, expectVisibleFocus } = atKeyboard(page)
  const heading = (name: string) => page.getByRole("heading", { name, exact: true })

  await expect(page.getByRole("textbox", { name: "Username" })).toBeFocused()
  await expectVisibleFocus()
  await type("ann")
  await press("Enter")
  await expect(page.getByRole("textbox", { name: "Room name" })).toBeFocused()
  await expectVisibleFocus()
  await type("lobby")
  await press("Enter")
  await expect(ann.field).toBeFocused()
  await expectVisibleFocus()
  await type("hello")
  await press("Enter")
  await ann.hears(["hello"])
  await expect(ann.field).toBeFocused()

  await tabTo("textbox", "Room name", "Shift+Tab")
  await type("garden")
  await press("Enter")
  await expect(heading("garden")).toBeVisible()
  await expect(ann.field).toBeFocused()

  await press("Control+k")
  await expect(ann.dialog.getByRole("combobox")).toBeFocused()
  await expectVisibleFocus()
  await type("lob")
  await press("Enter")
  await expect(heading("lobby")).toBeVisible()
  await expect(ann.field).toBeFocused()

  // One dialog after the other, as quickly as fingers can.
  await press("Control+k")
  await expect(ann.dialog.getByRole("combobox")).toBeFocused()
  await press("Escape", "Control+/")
  await expect(ann.dialog.getByText("Previous unread room")).toBeVisible()
  await expectVisibleFocus()
  await press("Escape")
  await expect(ann.dialog).toBeHidden()
  await expect(ann.field).toBeFocused()

  await tabTo("link", "Skip to messages", "Shift+Tab")
  await press("Enter")
  await expect(ann.conversation).toBeFocused()
  await press("Escape")
  await expect(ann.field).toBeFocused()

  await tabTo("link", "garden", "Shift+Tab")
  await press("Enter")
  await expect(heading("garden")).toBeVisible()
  await tabTo("button", "Delete garden", "Shift+Tab")
  await press("Enter")
  await expect(ann.dialog.getByRole("button", { name: "Cancel" })).toBeFocused()
  await press("Tab")
  await expect(ann.dialog.getByRole("button", { name: "Delete" })).toBeFocused()
  await expectVisibleFocus()
  await press("Enter")
  await expect(ann.rooms.getByRole("link")).toHaveText(["lobby"])
  await expect(ann.rooms).toBeFocused()

  await tabTo("button", "Settings")
  await press("Enter")
  await expect(ann.dialog).toBeVisible()
  await expectVisibleFocus()
  await press("Escape")
  await expect(ann.rooms.getByRole("button", { name: "Settings" })).toBeFocused()
  await tabTo("button", "Change name", "Shift+Tab")
  await press("Enter")
  await expect(page.getByRole("textbox", { name: "Username" })).toBeFocused()
})

test("Escape leads back to the newest message and to the field", { tag: "@long" }, async ({
  person,
  server,
}) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  await expect(ann.online).toHaveText(["ann"])
  await server.hears(
    1,
    Array.from({ length: 40 }, (_, index) => `message ${index + 1}`),
  )
  await expect(ann.message("message 40")).toBeInViewport()
  await ann.conversation.focus()
  await ann.page.keyboard.press("Home")
  await expect(ann.page.getByRole("button", { name: "Jump to latest" })).toBeVisible()
  await ann.page.keyboard.press("Escape")
  await expect(ann.message("message 40")).toBeInViewport()
  await expect(ann.field).toBeFocused()
})

test("keys that only look alike do nothing", { tag: "@long" }, async ({ person }) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  await ann.createRoom("garden")
  await expect(ann.field).toBeFocused()
  await ann.page.keyboard.press("k")
  await ann.page.keyboard.press("/")
  await expect(ann.field).toHaveValue("k/")
  await ann.page.keyboard.press("Control+k")
  await expect(ann.dialog).toHaveCount(1)
  // Behind a dialog nothing moves.
  await ann.page.keyboard.press("Alt+ArrowDown")
  await ann.page.keyboard.press("Control+/")
  await expect(ann.dialog).toHaveCount(1)
  await expect(ann.dialog.getByRole("combobox")).toBeFocused()
  await ann.page.keyboard.press("Escape")
  await expect(ann.page.getByRole("heading", { name: "garden" })).toBeVisible()
})

for (const colorScheme of ["light", "dark"] as const)
  test(`everybody can perceive and use the dialogs in ${colorScheme} colours`, {
    tag: "@long",
  }, async ({ person, server }) => {
    for (const name of ["attic", "bath", "cellar", "den", "entry", "flat", "garden", "hall"])
      await server.createRoom(name)
    const ann = await person("ann", { colorScheme, at: "/rooms/8" })
    await server.hears(1, ["hello"])
    await expect(ann.rooms.getByText("crowd 0: hello")).toBeVisible()
    await expectAccessible(ann.page)
    for (const keys of ["Control+k", "Control+/"]) {
      await ann.page.keyboard.press(keys)
      await expect(ann.dialog).toBeVisible()
      await expectAccessible(ann.page)
      await ann.page.keyboard.press("Escape")
      await expect(ann.dialog).toBeHidden()
    }
    await ann.page.getByRole("button", { name: "Settings" }).click()
    await expect(ann.dialog.getByText("Hear of new messages")).toBeVisible()
    await expectAccessible(ann.page)
  })

async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => ({ id, where: nodes.map(({ html }) => html) }))).toEqual(
    [],
  )
}
