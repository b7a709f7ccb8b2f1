import { expect } from "@playwright/test"
import { busy, type State } from "./stage.ts"

/** Before anything is said. */
export const arriving: Record<string, State> = {
  async "sign-in"({ arrive }) {
    const ann = await arrive()
    await ann.page.getByRole("textbox", { name: "Username" }).fill("Ann")
    return ann
  },

  async "sign-in-refused"({ arrive }) {
    const ann = await arrive()
    await ann.page.getByRole("button", { name: "Continue" }).click()
    await expect(ann.alert).toBeVisible()
    return ann
  },

  async "no-rooms"({ arrive }) {
    const ann = await arrive("Ann")
    await expect(ann.rooms.getByText("No rooms yet.")).toBeVisible()
    return ann
  },

  async "empty-room"({ arrive }) {
    const ann = await arrive("Ann")
    await ann.createRoom("Release 1.0")
    await expect(ann.online).toHaveCount(1)
    return ann
  },

  async rooms(stage) {
    const ann = await busy(stage)
    await ann.page.getByRole("button", { name: "Back" }).click()
    await expect(ann.page.getByText("Choose a room to start talking")).toBeVisible()
    return ann
  },

  async "unknown-room"({ arrive }) {
    const ann = await arrive("Ann", "/rooms/4711")
    await expect(ann.alert).toContainText("There is no such room")
    return ann
  },
}
