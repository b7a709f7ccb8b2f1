/** The states in which people see the app, each with what it takes to get there: for pictures and for axe. */
import { expect } from "@playwright/test"
import { installed } from "./installed.ts"
import type { KillableServer } from "./killable.ts"
import type { Person } from "./person.ts"

type Arrive = (name?: string, at?: string) => Promise<Person>
type Stage = { arrive: Arrive; server: KillableServer }

/** Answers who sees it. */
export const states: Record<string, (stage: Stage) => Promise<Person>> = {
  async "sign-in"({ arrive }) {
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

  busy,

  async "long-names"({ arrive, server }) {
    const ann = await arrive("Wilhelmina Alexandra of Habsburg")
    for (const name of ["A", "pneumonoultramicroscopicsilicovolcanoconiosis ".repeat(2).trim()])
      await ann.createRoom(name)
    await expect(ann.page).toHaveURL(/rooms\/2$/)
    await server.says(2, "W".repeat(32), "x".repeat(300))
    await server.says(
      2,
      "Jean-Luc de la Tour d’Auvergne",
      `https://example.org/${"path/".repeat(60)}`,
    )
    await server.says(2, "i", "short")
    await expect(ann.message("short")).toBeVisible()
    return ann
  },

  async "right-to-left"({ arrive, server }) {
    const ann = await arrive("ليلى")
    await ann.createRoom("غرفة الجلوس")
    await server.says(1, "عمر", "صباح الخير! هل قرأتم رسالة Bo؟")
    await server.says(1, "Bo", "Good morning from the left.")
    await server.says(1, "عمر", "الرابط: https://example.org/a?b=1 شكرًا.")
    await expect(ann.message("Good morning from the left.")).toBeVisible()
    await ann.rooms.getByRole("button", { name: "Settings" }).click()
    await ann.dialog.getByRole("radio", { name: "العربية" }).check()
    await ann.page.keyboard.press("Escape")
    await expect(ann.page.getByRole("log", { name: "الرسائل" })).toBeVisible()
    return ann
  },

  async unsent(stage) {
    const ann = await busy(stage)
    // Half a pair, which no server takes.
    await ann.field.evaluate((field: HTMLTextAreaElement) => {
      field.value = "Half a pair: \ud83d"
      field.dispatchEvent(new InputEvent("input", { bubbles: true }))
    })
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

  async "delete-dialog"(stage) {
    const ann = await busy(stage)
    await ann.rooms.getByRole("button", { name: "Delete Lobby" }).click()
    await expect(ann.dialog).toBeVisible()
    return ann
  },

  async settings(stage) {
    const ann = await busy(stage)
    await ann.rooms.getByRole("button", { name: "Settings" }).click()
    await expect(ann.dialog).toBeVisible()
    return ann
  },

  async "unknown-room"({ arrive }) {
    const ann = await arrive("Ann", "/rooms/4711")
    await expect(ann.alert).toContainText("There is no such room")
    return ann
  },
}

const talk: [username: string, content: string][] = [
  ["Bo", "Good morning! The new build is up: https://example.org/builds/1042"],
  ["Cleo", "Nice. Does it **reconnect** by itself now?"],
  ["Bo", "It does: pull the cable and see."],
  ["Bo", "Everything that was written meanwhile goes out *in order*, once."],
  ["Cleo", "Pulled it, put it back, nothing missing."],
  ["Dev", "How long did it take to notice?"],
  ["Cleo", "About two seconds.\nThen the countdown, then it was simply back."],
  ["Dev", "`retryNow()` on `online` and when the tab is looked at again, I suppose?"],
  ["Bo", "> nothing missing\nThat is what I like to read before lunch."],
  ["Émile", "Speaking of which: noodles at half past twelve?"],
  ["Dev", "I am in."],
]

async function busy({ arrive, server }: Stage) {
  const ann = await arrive("Ann")
  for (const room of ["Design", "Lunch", "Release 1.0", "Lobby"]) await ann.createRoom(room)
  await expect(ann.page).toHaveURL(/rooms\/4$/)
  for (const [username, content] of talk) await server.says(4, username, content)
  await ann.say("Me too. Twelve thirty, at the usual place.")
  await expect(ann.kept("Me too.")).toBeVisible()
  for (const name of ["Bo", "Cleo", "Émile"]) await server.visit(4, name)
  await expect(ann.online).toHaveCount(4)
  return ann
}
