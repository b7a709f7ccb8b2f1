/** What browser tests are made of: a server of their own, and people with a browser each. */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { DatabaseSync } from "node:sqlite"
import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
} from "@playwright/test"
import { openStore } from "../../src/server/store/open.ts"
import { shiftClock } from "../support/clock-shift.ts"
import { startServerProcess } from "../support/server-process.ts"
import { createPerson, type Person } from "./person.ts"

type Arrival = BrowserContextOptions & { at?: string }

type Fixtures = {
  server: RestartableServer
  /** Somebody opens the app in a browser of their own, under a name or, without one, at the sign-in page. */
  person: (name?: string, arrival?: Arrival) => Promise<Person>
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from it what a fixture needs
  server: async ({}, use) => {
    const server = await startRestartableServer()
    await use(server)
    await server.end()
  },

  person: async ({ browser, server }, use) => {
    const troubles: string[] = []
    const contexts: BrowserContext[] = []
    await use(async (name, { at = "/", ...options } = {}) => {
      const context = await browser.newContext({
        baseURL: server.url,
        locale: "en-GB",
        // Whoever has a name signed in earlier; how that is done, other tests show.
        storageState: name === undefined ? noState : signedIn(options.baseURL ?? server.url, name),
        ...options,
      })
      contexts.push(context)
      if (isForPictures) await context.addInitScript(shiftClock, server.clockShiftMs)
      const page = await context.newPage()
      page.on("pageerror", ({ message }) => troubles.push(message))
      page.on("console", (said) => {
        if (said.type() === "error" && !isLostConnection(said.text())) troubles.push(said.text())
      })
      const person = createPerson(page)
      await page.goto(at)
      if (name !== undefined) await expect(person.status).toHaveText("Connected")
      return person
    })
    for (const context of contexts) await context.close()
    // A broken content security policy would be told here, too.
    expect(troubles).toEqual([])
  },
})

/** Then it is always the same morning. */
const isForPictures = process.env.SCREENSHOTS !== undefined
const MORNING_MS = Date.UTC(2026, 4, 12, 9, 41)
const clockModule = resolve(import.meta.dirname, "../support/clock-shift.ts")

const noState = { cookies: [], origins: [] }
const signedIn = (origin: string, name: string) => ({
  ...noState,
  origins: [{ origin, localStorage: [{ name: "confab.username", value: name }] }],
})

/** What browsers say when a test has taken the server away. */
const isLostConnection = (text: string) =>
  text.includes("net::ERR_CONNECTION_") || text.startsWith("WebSocket connection to")

export type RestartableServer = Awaited<ReturnType<typeof startRestartableServer>>

async function startRestartableServer() {
  const folder = await mkdtemp(join(tmpdir(), "confab-e2e-"))
  const path = join(folder, "confab.db")
  const clockShiftMs = MORNING_MS - Date.now()
  const shifted = { NODE_OPTIONS: `--import=${clockModule}`, CLOCK_SHIFT_MS: `${clockShiftMs}` }
  const env = { DATABASE_URL: `sqlite:${path}`, ...(isForPictures && shifted) }
  let running = await startServerProcess(env)
  const { url } = running

  return {
    url,
    clockShiftMs,
    kill: () => running.kill(),
    /** With the same data: at the same address, or where nobody finds it. */
    async startAgain(where: "here" | "elsewhere" = "here") {
      await running.kill()
      const port = where === "here" ? new URL(url).port : "0"
      running = await startServerProcess({ ...env, PORT: port })
    },
    /** Says all this in a room, as many people: nobody may say so much at once. */
    async hears(roomId: number, texts: string[]) {
      for (const [index, content] of texts.entries())
        await post(`${running.url}/api/chat/rooms/${roomId}/messages`, {
          username: `crowd ${Math.floor(index / 20)}`,
          content,
        })
    },
    /** Somebody says this in a room, without the app. */
    says: (roomId: number, username: string, content: string) =>
      post(`${running.url}/api/chat/rooms/${roomId}/messages`, { username, content }),
    /** Somebody is in a room, without the app, for as long as the server runs. */
    async visit(roomId: number, username: string) {
      const name = encodeURIComponent(username)
      const socket = new WebSocket(`${running.url}/ws/chat/${roomId}?username=${name}`)
      await new Promise((done) => socket.addEventListener("open", done))
    },
    /** Lets the messages so far have been said hours apart, the last one now. */
    spreadOverDays(hours: number) {
      using database = new DatabaseSync(path)
      database.exec(`UPDATE messages SET created_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now',
        '-' || (((SELECT max(id) FROM messages) - id) * ${hours}) || ' hours')`)
    },
    /** Has rooms called "room 1" and so on, as if they had been made long ago. */
    async hasRooms(count: number) {
      await running.kill()
      const store = await openStore(env.DATABASE_URL)
      const names = Array.from({ length: count }, (_, index) => `room ${index + 1}`)
      await Promise.all(names.map((name) => store.createRoom({ name, key: name })))
      await store.close()
      running = await startServerProcess({ ...env, PORT: new URL(url).port })
    },
    /** Uses up whatever somebody may say, until it is stopped. */
    floodAs(username: string, roomId: number) {
      const body = { username, content: "flood" }
      let stopped = false
      const pour = async () => {
        while (!stopped) await send(`${url}/api/chat/rooms/${roomId}/messages`, body)
      }
      const pouring = Promise.all([pour(), pour(), pour()])
      return {
        async stop() {
          stopped = true
          await pouring
        },
      }
    },
    async end() {
      await running.kill()
      await rm(folder, { recursive: true })
    },
  }
}

/** The room may be on its way still. */
async function post(url: string, message: NewMessage) {
  await expect.poll(async () => (await send(url, message)).status).toBe(201)
}

const send = (url: string, message: NewMessage) =>
  fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(message),
  })

type NewMessage = { username: string; content: string }
