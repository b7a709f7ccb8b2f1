import { cp, readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect } from "@playwright/test"
import { startTestApp } from "../support/app.ts"
import { webRoot } from "./fixtures.ts"
import { installed } from "./installed.ts"
import { test } from "./killable.ts"
import type { Person } from "./person.ts"

const note = (one: Person, text: string) => one.page.getByText(text)
const LAST_SEEN = "These are the last messages this browser saw."

test.use({ serviceWorkers: "allow" })

test("without a connection the last rooms and messages are read, and afterwards nothing is missing", async ({
  person,
  server,
}) => {
  const ann = await person("ann")
  await ann.createRoom("garden")
  await ann.createRoom("lobby")
  await expect(ann.page.getByRole("heading", { name: "lobby" })).toBeVisible()
  await ann.say("one")
  await ann.hasSaid("two")
  await installed(ann)
  await ann.page.reload()
  await ann.hears(["one", "two"])

  await server.kill()
  await ann.page.context().setOffline(true)
  await ann.page.reload()
  await expect(ann.page.getByRole("heading", { name: "lobby" })).toBeVisible()
  await expect(ann.status).toHaveText("Offline")
  await expect(note(ann, LAST_SEEN)).toBeVisible()
  await ann.page.getByRole("button", { name: "Find in this room" }).click()
  await ann.page.keyboard.press("Escape")
  await ann.hears(["one", "two"])
  await ann.message("one").evaluate((node) => node.setAttribute("data-seen", ""))
  await expect(ann.rooms.getByRole("link")).toHaveText(["garden", "lobby"])
  await ann.enter("garden")
  await ann.hears([])
  await ann.enter("lobby")
  await ann.hears(["one", "two"])
  await ann.say("three")

  await server.startAgain()
  await server.hears(2, ["meanwhile"])
  await ann.page.context().setOffline(false)
  await expect(ann.status).toHaveText("Connected")
  await expect(ann.kept("three")).toBeVisible()
  await ann.hears(["one", "two", "meanwhile", "three"])
  await expect(note(ann, LAST_SEEN)).toBeHidden()
})

test("what others said during an outage is counted for whoever comes back", {
  tag: "@long",
}, async ({ person, server }) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  await ann.hasSaid("before")
  await server.startAgain("elsewhere")
  await expect(ann.status).toHaveText(/Reconnecting/)
  await server.hears(1, ["one", "two"])
  await server.startAgain()
  await ann.comesBack()
  await expect(note(ann, "You were away: 2 new")).toBeVisible()
  await ann.hears(["before", "one", "two"])
})

test("whoever changes their name leaves nothing to read", { tag: "@long" }, async ({
  person,
  server,
}) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  await ann.hasSaid("a secret")
  await installed(ann)
  await ann.page.getByRole("button", { name: "Change name" }).click()
  await server.kill()
  await ann.page.reload()
  await expect(ann.status).toHaveText(/Reconnecting/)
  await expect(ann.room("lobby")).toHaveCount(0)
  await expect(note(ann, "shows once the connection is back")).toBeVisible()
  await expect(ann.message("a secret")).toHaveCount(0)
})

test(
  "a new version is offered, and comes when it is taken",
  { tag: "@long" },
  async ({ person }, info) => {
    const copy = info.outputPath("web")
    await cp(webRoot, copy, { recursive: true })
    await using app = await startTestApp({ webRoot: copy })
    const ann = await person("ann", { baseURL: app.url })
    await ann.createRoom("lobby")
    await ann.hasSaid("one")
    await installed(ann)
    await ann.page.reload()
    await expect(ann.status).toHaveText("Connected")
    const offer = note(ann, "A new version is here")
    await expect(offer).toHaveCount(0)

    const worker = join(copy, "service-worker.js")
    const before = await readFile(worker, "utf8")
    await writeFile(worker, before.replace(/("?revision"?:")\w{4}/, "$1next"))
    await ann.page.reload()
    await expect(offer).toBeVisible()
    await ann.field.fill("half a thought")
    await ann.page.getByRole("button", { name: "Reload" }).click()
    await expect(offer).toHaveCount(0)
    await expect(ann.status).toHaveText("Connected")
    await expect(ann.field).toHaveValue("half a thought")
    const versions = await ann.page.evaluate(() => caches.keys())
    expect(versions.at(-1)).toContain("confab-next")
  },
)
