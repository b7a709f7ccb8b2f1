import { expect } from "@playwright/test"
import { test } from "./fixtures.ts"

test("rooms appear and disappear for everybody at once", async ({ person }) => {
  const ann = await person("ann")
  const bo = await person("bo")
  await expect(bo.rooms.getByText("No rooms yet.")).toBeVisible()
  await ann.createRoom("lobby")
  await expect(bo.room("lobby")).toBeVisible()
  await expect(bo.rooms.getByText("No rooms yet.")).toBeHidden()
  await bo.createRoom("  Lobby ")
  await expect(bo.alert).toHaveText("There is already a room with this name.")
  await expect(bo.rooms.getByRole("textbox", { name: "Room name" })).toHaveValue("  Lobby ")
  await bo.createRoom("garden")
  await expect(ann.rooms.getByRole("link")).toHaveText(["garden", "lobby"])
})

test("a name begun while another room is made is not taken away", { tag: "@long" }, async ({
  person,
}) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  const field = ann.rooms.getByRole("textbox", { name: "Room name" })
  await field.focus()
  await expect(ann.page.getByRole("heading", { name: "lobby" })).toBeVisible()
  await expect(field).toBeFocused()
  await field.pressSequentially("garden")
  await field.press("Enter")
  await expect(ann.page.getByRole("heading", { name: "garden" })).toBeVisible()
  await expect(ann.field).toBeFocused()
})

test("deleting a room asks first", { tag: "@long" }, async ({ person }) => {
  const ann = await person("ann")
  const bo = await person("bo")
  await ann.createRoom("lobby")
  await ann.createRoom("garden")
  const remove = ann.rooms.getByRole("button", { name: "Delete lobby" })
  await remove.click()
  await expect(ann.dialog.getByRole("button", { name: "Cancel" })).toBeFocused()
  await ann.page.keyboard.press("Escape")
  await expect(ann.dialog).toBeHidden()
  await expect(remove).toBeFocused()
  await remove.click()
  await ann.dialog.getByRole("button", { name: "Cancel" }).click()
  await expect(ann.room("lobby")).toBeVisible()
  await remove.click()
  await ann.dialog.getByRole("button", { name: "Delete" }).click()
  await expect(ann.dialog).toBeHidden()
  for (const one of [ann, bo]) await expect(one.rooms.getByRole("link")).toHaveText(["garden"])
  await expect(ann.page.getByRole("heading", { name: "garden" })).toBeVisible()
})

test("whoever is in a room that is deleted is told, and finds the way back", {
  tag: "@long",
}, async ({ person }) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  await ann.say("still here")
  const bo = await person("bo")
  await bo.rooms.getByRole("button", { name: "Delete lobby" }).click()
  await bo.dialog.getByRole("button", { name: "Delete" }).click()
  await expect(ann.alert).toContainText("This room was deleted")
  await expect(ann.page.getByRole("heading", { name: "lobby" })).toBeVisible()
  await expect(ann.field).toBeHidden()
  await ann.page.getByRole("link", { name: "See all rooms" }).click()
  await expect(ann.page.getByText("No rooms yet.")).toBeVisible()
})

test("a link leads into its room, and the title says which", { tag: "@long" }, async ({
  person,
}) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  await expect(ann.page).toHaveURL(/\/rooms\/1$/)
  await expect(ann.page).toHaveTitle("lobby · Confab")
  const bo = await person("bo", { at: "/rooms/1" })
  await expect(bo.page.getByRole("heading", { name: "lobby" })).toBeVisible()
  await bo.page.getByRole("button", { name: "Back" }).click()
  await expect(bo.page).toHaveTitle("Confab")
  await bo.page.goBack()
  await expect(bo.page).toHaveTitle("lobby · Confab")
})

test("a link to no room says so", { tag: "@long" }, async ({ person }) => {
  const ann = await person("ann", { at: "/rooms/4711" })
  await expect(ann.alert).toContainText("There is no such room")
})
