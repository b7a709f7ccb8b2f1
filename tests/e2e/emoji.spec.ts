import { AxeBuilder } from "@axe-core/playwright"
import { expect } from "@playwright/test"
import { test } from "./fixtures.ts"
import type { Person } from "./person.ts"

const emojiButton = ({ page }: Person) => page.getByRole("button", { name: "Emoji", exact: true })

test("an emoji is found by name, by category and by having been used", { tag: "@long" }, async ({
  person,
}) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  const open = () => emojiButton(ann).click()
  const search = ann.dialog.getByRole("searchbox", { name: "Search emoji" })
  await ann.field.fill("good night")
  await ann.field.press("Home")
  await open()
  await expect(search).toBeFocused()
  await expect(ann.dialog.getByRole("button", { name: "grinning face", exact: true })).toBeVisible()
  expect((await new AxeBuilder({ page: ann.page }).analyze()).violations).toEqual([])
  await search.fill("crescent moon")
  await search.press("Enter")
  await expect(ann.field).toHaveValue("🌙good night")
  await expect(ann.field).toBeFocused()

  await open()
  await expect(ann.dialog.getByRole("button", { name: "Recent" })).toHaveAttribute(
    "aria-pressed",
    "true",
  )
  await search.press("ArrowDown")
  await expect(ann.dialog.getByRole("button", { name: "crescent moon" })).toBeFocused()
  await ann.page.keyboard.press("ArrowUp")
  await expect(search).toBeFocused()
  await ann.dialog.getByRole("button", { name: "Animals and nature" }).click()
  await search.press("ArrowDown")
  for (const key of ["ArrowRight", "ArrowDown", "ArrowUp", "ArrowLeft", "End", "Home", "Enter"])
    await ann.page.keyboard.press(key)
  await expect(ann.field).toHaveValue("🌙🐵good night")
  await ann.page.reload()
  await open()
  await expect(ann.dialog.getByRole("gridcell")).toHaveCount(2)
  await search.fill("nothing goes by this")
  await expect(ann.dialog.getByText("No emoji goes by that name.")).toBeVisible()
  await search.press("Escape")
  await expect(ann.dialog).toHaveCount(0)
  await expect(ann.field).toBeFocused()
})

test("emoji that cannot be loaded say so, and are there when they can", { tag: "@long" }, async ({
  person,
}) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  await ann.page.route(/EmojiPicker.*js/, (route) => route.abort("connectionrefused"))
  await emojiButton(ann).click()
  await expect(ann.alert).toHaveText("The emoji could not be loaded. Try again later.")
  await expect(emojiButton(ann)).toHaveAttribute("aria-expanded", "false")
  expect((await new AxeBuilder({ page: ann.page }).analyze()).violations).toEqual([])
  await ann.page.unroute(/EmojiPicker.*js/)
  await emojiButton(ann).click()
  await expect(ann.dialog).toBeVisible()
  await expect(ann.alert).toHaveCount(0)
})
