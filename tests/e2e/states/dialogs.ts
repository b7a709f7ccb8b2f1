import { expect } from "@playwright/test"
import { busy, type State } from "./stage.ts"

/** What opens over the rest. */
export const dialogs: Record<string, State> = {
  async switcher(stage) {
    const ann = await busy(stage)
    await ann.page.keyboard.press("ControlOrMeta+k")
    await ann.dialog.getByRole("combobox").fill("l")
    await expect(ann.dialog.getByRole("option").first()).toBeVisible()
    return ann
  },

  async "emoji-picker"(stage) {
    const ann = await busy(stage)
    await ann.field.fill("Noodles! ")
    await ann.page.getByRole("button", { name: "Emoji" }).click()
    await expect(
      ann.dialog.getByRole("button", { name: "grinning face", exact: true }),
    ).toBeVisible()
    return ann
  },

  async suggestions(stage) {
    const ann = await busy(stage)
    await ann.field.pressSequentially("See you there :no")
    await expect(ann.page.getByRole("option").first()).toBeVisible()
    return ann
  },

  async shortcuts(stage) {
    const ann = await busy(stage)
    await ann.page.keyboard.press("ControlOrMeta+/")
    await expect(ann.dialog).toBeVisible()
    return ann
  },

  async settings(stage) {
    const ann = await busy(stage)
    await ann.rooms.getByRole("button", { name: "Settings" }).click()
    await expect(ann.dialog).toBeVisible()
    return ann
  },

  async "delete-dialog"(stage) {
    const ann = await busy(stage)
    await ann.room("Lobby").hover()
    await ann.rooms.getByRole("button", { name: "Delete Lobby" }).click()
    await expect(ann.dialog).toBeVisible()
    return ann
  },
}
