/** What a browser keeps from the app, or takes away from it while it runs. */
import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { chromium, expect, type Page } from "@playwright/test"
import { temporaryFolder } from "../support/temporary-folder.ts"
import { test } from "./fixtures.ts"
import { keptIn } from "./kept.ts"
import { createPerson } from "./person.ts"

test("where cookies are blocked, and storage and locks with them, people talk all the same", async ({
  server,
  launchOptions,
}) => {
  await using profile = await temporaryFolder()
  await mkdir(join(profile.path, "Default"))
  const blocked = { profile: { default_content_setting_values: { cookies: 2 } } }
  await writeFile(join(profile.path, "Default/Preferences"), JSON.stringify(blocked))
  const browser = await chromium.launchPersistentContext(profile.path, {
    ...launchOptions,
    baseURL: server.url,
    locale: "en-GB",
  })
  const ann = createPerson(await browser.newPage())
  await ann.page.goto("/")
  const asked = ann.page.evaluate(() => navigator.locks.request("any", () => "held"))
  await expect(asked).rejects.toThrow("denied")
  await ann.signIn("ann")
  await ann.createRoom("lobby")
  await ann.hasSaid("one")
  await ann.hasSaid("two")
  await expect(ann.rooms.getByText("drafts and unsent messages are lost")).toBeVisible()
  await browser.close()
})

const losses: Record<string, (page: Page) => Promise<unknown>> = {
  "is cleared away by another tab": async (page) => {
    const other = await page.context().newPage()
    await other.goto("/healthz")
    await other.evaluate(
      () =>
        new Promise((done) => {
          indexedDB.deleteDatabase("confab").onsuccess = done
        }),
    )
    await other.close()
  },
  "is cleared away by the browser": async (page) => {
    const devTools = await page.context().newCDPSession(page)
    const origin = new URL(page.url()).origin
    await devTools.send("Storage.clearDataForOrigin", { origin, storageTypes: "indexeddb" })
  },
}

for (const [what, lose] of Object.entries(losses))
  test(`what is written outlives a database that ${what}`, { tag: "@long" }, async ({ person }) => {
    const ann = await person("ann")
    await ann.createRoom("garden")
    await ann.field.fill("for the garden")
    await expect.poll(() => keptIn(ann.page, "drafts")).toHaveLength(1)
    await ann.createRoom("lobby")
    await expect(ann.page.getByRole("heading", { name: "lobby" })).toBeVisible()
    await lose(ann.page)
    await ann.field.fill("for the lobby")
    await expect.poll(() => drafts(ann.page)).toHaveLength(2)
    await ann.page.reload()
    await expect(ann.field).toHaveValue("for the lobby")
    await ann.enter("garden")
    await expect(ann.field).toHaveValue("for the garden")
  })

/** To look into a database that is not there would make one. */
async function drafts(page: Page): Promise<unknown[]> {
  const isThere = await page.evaluate(async () => {
    const databases = await indexedDB.databases()
    return databases.some(({ name, version }) => name === "confab" && (version ?? 0) > 1)
  })
  return isThere ? keptIn(page, "drafts") : []
}

test("a browser that speaks of languages as the system does shows the app", {
  tag: "@long",
}, async ({ person }) => {
  const ann = await person()
  await ann.page.addInitScript(() => {
    Object.defineProperty(navigator, "languages", { value: ["C", "en-US@posix"] })
  })
  await ann.page.reload()
  await ann.signIn("ann")
  await ann.createRoom("lobby")
  await ann.hasSaid("one")
})
