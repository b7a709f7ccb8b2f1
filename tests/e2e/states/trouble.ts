import { expect } from "@playwright/test"
import { installed } from "../installed.ts"
import { busy, type State } from "./stage.ts"

/** What somebody sees when something does not work. */
export const trouble: Record<string, State> = {
  async unsent(stage) {
    const ann = await busy(stage)
    await ann.writeNonsense()
    await ann.field.press("Enter")
    await expect(ann.alert).toContainText("Not sent.")
    await stage.server.kill()
    await expect(ann.status).toHaveText(/Reconnecting/)
    await ann.say("Written while nobody answers.")
    await expect(ann.message("Written while nobody answers.")).toBeVisible()
    return ann
  },

  async reconnecting(stage) {
    const ann = await busy(stage)
    await stage.server.kill()
    await expect(ann.status).toHaveText(/Reconnecting/)
    return ann
  },

  async offline(stage) {
    const ann = await busy(stage)
    await installed(ann)
    await stage.server.kill()
    await ann.page.context().setOffline(true)
    await ann.page.reload()
    await expect(ann.status).toHaveText("Offline")
    await expect(ann.page.getByText("These are the last messages")).toBeVisible()
    return ann
  },
}
