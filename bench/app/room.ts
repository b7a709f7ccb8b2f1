/** The app in a browser, in a room with very many messages, all of them loaded. */
import { copyFileSync } from "node:fs"
import { join } from "node:path"
import { launchChromium } from "../../scripts/chromium.mjs"
import { BUSY_ROOM, openHistory } from "../history/database.ts"
import { confabEnv, confabTrpc } from "../peers/contestants.ts"
import { temporaryFolder } from "../processes/folders.ts"
import { startServer } from "../processes/server.ts"

type Browser = Awaited<ReturnType<typeof launchChromium>>
type Page = Awaited<ReturnType<Browser["newPage"]>>

const SCREEN = { width: 1440, height: 900 }
const SETTLE_MS = 2_000
const LOAD_MS_MAX = 300_000

/** What is paced by the screen is measured at its pace; how long something takes, without waiting for the screen. */
const free = ["--disable-frame-rate-limit", "--disable-gpu-vsync"]

type Pace = "screen" | "free"

async function openBrowser(pace: Pace) {
  const browser = await launchChromium(pace === "free" ? free : [])
  return { browser, page: await browser.newPage({ viewport: SCREEN }) }
}

/** What the browser takes on this machine without any app: a text area and a tall list of nothing, called as the app's. */
export async function openNothing(pace: Pace) {
  const { browser, page } = await openBrowser(pace)
  await page.setContent(NOTHING)
  await logIn(page).evaluate((log) => log.scrollTo(0, log.scrollHeight))
  return { page, close: () => browser.close() }
}

const NOTHING = `
  <div role="log" aria-label="Messages" style="height: 700px; overflow: auto"><p style="height: 9e5px"></p></div>
  <textarea aria-label="Message" rows="1" style="width: 100%; field-sizing: content"></textarea>`

export async function openRoom(messages: number, pace: Pace) {
  const database = join(temporaryFolder(), `app-${pace}.db`)
  // Every second message is in the busy room.
  copyFileSync(openHistory(2 * messages), database)
  const server = await startServer({ ...confabTrpc, env: () => confabEnv(database) }, 0)
  const url = `http://localhost:${server.address.port}`
  const { browser, page } = await openBrowser(pace)
  await enter(page, url)
  await loadAll(page)
  return {
    page,
    /** Somebody else says something. */
    async say(content: string) {
      const { status } = await fetch(`${url}/api/chat/rooms/${BUSY_ROOM}/messages`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ username: `person ${content.length}`, content }),
      })
      if (status !== 201) throw new Error(`a message was refused with ${status}`)
    },
    async close() {
      await browser.close()
      await server.stop()
    },
  }
}

export type OpenRoom = Awaited<ReturnType<typeof openRoom>>

export const logIn = (page: Page) => page.getByRole("log", { name: "Messages" })

async function enter(page: Page, url: string) {
  await page.goto(`${url}/rooms/${BUSY_ROOM}`)
  await page.getByRole("textbox", { name: "Username" }).fill("reader")
  await page.getByRole("button", { name: "Continue" }).click()
  await page.locator(".message-text").last().waitFor()
}

/** As somebody would: scrolls up until the beginning is there. */
async function loadAll(page: Page) {
  await logIn(page).evaluate(async (log, most) => {
    const deadline = performance.now() + most
    while (!log.querySelector(".beginning")) {
      if (performance.now() > deadline) throw new Error("the beginning does not come")
      log.scrollTop = 0
      await new Promise(requestAnimationFrame)
    }
  }, LOAD_MS_MAX)
  await page.getByRole("button", { name: "Jump to latest" }).click()
  // What loading has left to be tidied up is not what is measured.
  await page.requestGC()
  await page.waitForTimeout(SETTLE_MS)
}
