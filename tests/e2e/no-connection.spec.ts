/** What somebody wants done while there is no connection is refused at once, and done by nobody later. */
import { setTimeout as wait } from "node:timers/promises"
import { expect } from "@playwright/test"
import { startCuttingProxy } from "../support/cutting-proxy.ts"
import { test } from "./killable.ts"

const NOT_CONNECTED = "There is no connection, so nothing was done."

test("a room cannot be made without a connection: its name stays, and nobody is moved later", async ({
  person,
  server,
}) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  await expect(ann.page).toHaveURL(/rooms\/1$/)
  await server.kill()
  await expect(ann.status).not.toHaveText("Connected")
  await ann.createRoom("garden")
  await expect(ann.alert).toContainText(NOT_CONNECTED, { timeout: 3_000 })
  const name = ann.rooms.getByRole("textbox", { name: "Room name" })
  await expect(name).toHaveValue("garden")

  await server.startAgain()
  await ann.comesBack()
  await ann.hasSaid("still here")
  await expect(ann.rooms.getByRole("link")).toHaveText(["lobby"])
  await expect(ann.page).toHaveURL(/rooms\/1$/)
  await name.press("Enter")
  await expect(ann.page.getByRole("heading", { name: "garden" })).toBeVisible()
})

test("whoever asked for a room on a dead line, and went on, is not moved when it lives", {
  tag: "@long",
}, async ({ person, server }) => {
  await using line = await startCuttingProxy(() => server.url)
  const ann = await person("ann", { baseURL: line.url })
  await ann.createRoom("lobby")
  await expect(ann.page).toHaveURL(/rooms\/1$/)
  line.freeze()
  await ann.createRoom("garden")
  await ann.field.pressSequentially("meanwhile")
  await wait(2_000)
  line.thaw()
  await expect(ann.room("garden")).toBeVisible()
  await expect(ann.field).toBeFocused()
  await expect(ann.page).toHaveURL(/rooms\/1$/)
})

test("a room cannot be deleted without a connection, and it is not deleted later", {
  tag: "@long",
}, async ({ person, server }) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  await expect(ann.page).toHaveURL(/rooms\/1$/)
  await server.kill()
  await expect(ann.status).not.toHaveText("Connected")
  await ann.rooms.getByRole("button", { name: "Delete lobby" }).click()
  await ann.dialog.getByRole("button", { name: "Delete" }).click()
  await expect(ann.alert).toContainText(NOT_CONNECTED, { timeout: 3_000 })
  await server.startAgain()
  await ann.comesBack()
  await ann.dialog.getByRole("button", { name: "Cancel" }).click()
  await expect(ann.dialog).toBeHidden()
  await ann.hasSaid("still here")
  await expect(ann.room("lobby")).toBeVisible()
})
