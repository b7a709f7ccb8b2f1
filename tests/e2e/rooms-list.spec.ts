import { expect } from "@playwright/test"
import { test } from "./fixtures.ts"
import type { Person } from "./person.ts"

const previewOf = (one: Person, room: string) =>
  one.rooms
    .getByRole("listitem")
    .filter({ has: one.page.getByRole("link", { name: room, exact: true }) })
    .getByRole("paragraph")

const links = (one: Person) => one.rooms.getByRole("link")

async function createRooms(one: Person, names: string[]) {
  for (const name of names) {
    await one.createRoom(name)
    await expect(one.page.getByRole("heading", { name, exact: true })).toBeVisible()
  }
}

test("the list shows what was said last, as it is said", { tag: "@long" }, async ({ person }) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  await expect(previewOf(ann, "lobby")).toHaveText("Nothing said yet")
  const bo = await person("bo")
  await ann.say("two\nlines & <b>no markup</b>")
  await expect(previewOf(bo, "lobby")).toHaveText("ann: two lines & <b>no markup</b>")
  await expect(previewOf(ann, "lobby")).toHaveText("You: two lines & <b>no markup</b>")
  const time = bo.rooms.getByRole("time")
  await expect(time).toHaveText(/^\d\d:\d\d$/)
  expect((await previewOf(bo, "lobby").boundingBox())?.height).toBeLessThan(30)
})

test("many rooms can be filtered", { tag: "@long" }, async ({ person, server }) => {
  for (const name of ["attic", "bath", "cellar", "den", "entry", "flat", "garden"])
    await server.createRoom(name)
  const ann = await person("ann")
  const filter = ann.rooms.getByRole("textbox", { name: "Filter rooms" })
  await expect(links(ann)).toHaveCount(7)
  await expect(filter).toBeHidden()
  await createRooms(ann, ["Great Hall"])
  await filter.fill("G")
  await expect(links(ann)).toHaveText(["garden", "Great Hall"])
  await filter.fill("great h")
  await expect(links(ann)).toHaveText(["Great Hall"])
  await filter.fill("nowhere")
  await expect(ann.rooms.getByText("No room is called like that.")).toBeVisible()
  await filter.press("Escape")
  await expect(filter).toHaveValue("")
  await expect(filter).toBeFocused()
  await expect(links(ann)).toHaveCount(8)
  await filter.fill("cel")
  await filter.press("Enter")
  await expect(ann.page.getByRole("heading", { name: "cellar" })).toBeVisible()
})

test("Ctrl+K and a few letters lead to any room", { tag: "@long" }, async ({ person }) => {
  const ann = await person("ann")
  await createRooms(ann, ["attic", "garden", "General Chat"])
  await ann.field.fill("half a thought")
  await ann.page.keyboard.press("Control+k")
  const box = ann.dialog.getByRole("combobox", { name: "Where to?" })
  await expect(box).toBeFocused()
  await ann.page.keyboard.type("gdn")
  await expect(ann.dialog.getByRole("option")).toHaveText(["garden"])
  await ann.page.keyboard.press("Enter")
  await expect(ann.page.getByRole("heading", { name: "garden" })).toBeVisible()
  await expect(ann.dialog).toBeHidden()
  await expect(ann.field).toBeFocused()
  await expect(ann.field).toHaveValue("")

  await ann.page.keyboard.press("Control+k")
  await expect(box).toBeFocused()
  await ann.page.keyboard.press("ArrowDown")
  const chosen = ann.dialog.getByRole("option", { selected: true })
  await expect(chosen).toHaveText("General Chat")
  await expect(box).toHaveAttribute(
    "aria-activedescendant",
    (await chosen.getAttribute("id")) ?? "",
  )
  await ann.page.keyboard.type("zzz")
  await expect(ann.dialog.getByText("No room is called like that.")).toBeVisible()
  await ann.page.keyboard.press("Escape")
  await expect(ann.dialog).toBeHidden()
  await expect(ann.field).toBeFocused()
  await expect(ann.page.getByRole("heading", { name: "garden" })).toBeVisible()
})

test("the switcher proposes unread rooms first", { tag: "@long" }, async ({ person, server }) => {
  const ann = await person("ann")
  await createRooms(ann, ["attic", "bath", "cellar"])
  await server.hears(2, ["drip"])
  await expect(previewOf(ann, "bath")).toHaveText("crowd 0: drip")
  await ann.rooms.getByRole("button", { name: "Switch room" }).click()
  await expect(ann.dialog.getByRole("option")).toHaveText(["bath1", "attic", "cellar"])
  await ann.dialog.getByRole("option", { name: "attic" }).click()
  await expect(ann.page.getByRole("heading", { name: "attic" })).toBeVisible()
})

test("Alt and the arrows go from room to room, with Shift to the unread ones", {
  tag: "@long",
}, async ({ person, server }) => {
  const ann = await person("ann")
  await createRooms(ann, ["attic", "bath", "cellar", "den"])
  const isIn = async (name: string) => {
    await expect(ann.page.getByRole("heading", { name, exact: true })).toBeVisible()
    await expect(ann.field).toBeFocused()
  }
  await isIn("den")
  await ann.page.keyboard.press("Alt+ArrowUp")
  await isIn("cellar")
  await ann.page.keyboard.press("Alt+ArrowDown")
  await isIn("den")
  await ann.page.keyboard.press("Alt+ArrowDown")
  await isIn("attic")
  await server.hears(3, ["hello"])
  await expect(previewOf(ann, "cellar")).toHaveText("crowd 0: hello")
  await ann.page.keyboard.press("Alt+Shift+ArrowUp")
  await isIn("cellar")
  await ann.page.keyboard.press("Alt+Shift+ArrowUp")
  await isIn("cellar")
})

test("what was being written in a room that is deleted can still be copied", {
  tag: "@long",
}, async ({ person }) => {
  const ann = await person("ann", { permissions: ["clipboard-read", "clipboard-write"] })
  await createRooms(ann, ["lobby", "garden"])
  await ann.field.fill("a long thought")
  const bo = await person("bo")
  await bo.rooms.getByRole("button", { name: "Delete garden" }).click()
  await bo.dialog.getByRole("button", { name: "Delete" }).click()
  await expect(ann.alert).toContainText("This room was deleted")
  const draft = ann.page.getByRole("textbox", { name: "What you were writing" })
  await expect(draft).toHaveValue("a long thought")
  await ann.page.getByRole("button", { name: "Copy" }).click()
  await expect(ann.page.getByRole("button", { name: "Copied" })).toBeVisible()
  expect(await ann.page.evaluate(() => navigator.clipboard.readText())).toBe("a long thought")
  await ann.page.getByRole("link", { name: "See all rooms" }).click()
  await expect(links(ann)).toHaveText(["lobby"])
})
