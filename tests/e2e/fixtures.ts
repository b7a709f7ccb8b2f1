/** What browser tests are made of: a server of their own, and people with a browser each. */
import { join } from "node:path"
import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
} from "@playwright/test"
import { startTestApp } from "../support/app.ts"
import { shiftClock } from "../support/clock-shift.ts"
import { temporaryFolder } from "../support/temporary-folder.ts"
import { createOthers } from "./others.ts"
import { createPerson, type Person } from "./person.ts"

/** `tolerates`: errors in the console that are no trouble. */
type Arrival = BrowserContextOptions & { at?: string; tolerates?: RegExp }

type Fixtures = {
  /** In this process, which takes a twentieth of the time; killable.ts has those that tests take away. */
  server: TestServer
  /** Somebody opens the app in a browser of their own, under a name or, without one, at the sign-in page. */
  person: (name?: string, arrival?: Arrival) => Promise<Person>
}

export type TestServer = ReturnType<typeof createOthers> & {
  url: string
  databasePath: string
  /** By how much its clock is wrong, for pictures. */
  clockShiftMs?: number
}

/** What `npm start` serves. */
export const webRoot = join(import.meta.dirname, "../../dist/client")

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from it what a fixture needs
  server: async ({}, use) => {
    await using folder = await temporaryFolder()
    const databasePath = join(folder.path, "confab.db")
    const databaseUrl = `sqlite:${databasePath}`
    await using app = await startTestApp({ databaseUrl, rateLimit: true, webRoot })
    await use({ ...createOthers(() => app.url), url: app.url, databasePath })
  },

  person: async ({ browser, server }, use) => {
    const troubles: string[] = []
    const contexts: BrowserContext[] = []
    await use(async (name, { at = "/", tolerates, ...options } = {}) => {
      const context = await browser.newContext({
        baseURL: server.url,
        locale: "en-GB",
        ...options,
      })
      contexts.push(context)
      if (server.clockShiftMs) await context.addInitScript(shiftClock, server.clockShiftMs)
      const page = await context.newPage()
      page.on("pageerror", ({ message }) => troubles.push(message))
      page.on("console", (said) => {
        const text = said.text()
        if (said.type() !== "error" || isLostConnection(text) || tolerates?.test(text)) return
        troubles.push(text)
      })
      const person = createPerson(page)
      if (name === undefined) await page.goto(at)
      else await arriveSignedIn(person, { name, at })
      return person
    })
    for (const context of contexts) await context.close()
    // A broken content security policy would be told here, too.
    expect(troubles).toEqual([])
  },
})

/** Whoever has a name signed in earlier; how that is done, other tests show. */
async function arriveSignedIn(
  { page, status }: Person,
  { name, at }: { name: string; at: string },
) {
  const signingIn = await page.addInitScript(
    (username) => localStorage.setItem("confab.username", username),
    name,
  )
  await page.goto(at)
  await expect(status).toHaveText("Connected")
  await signingIn.dispose()
}

/** What browsers say when a test has taken the server away. */
const isLostConnection = (text: string) =>
  text.includes("net::ERR_CONNECTION_") || text.startsWith("WebSocket connection to")
