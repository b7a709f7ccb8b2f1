/** Tests for which the server is a process of its own, as `npm start` runs it: to be killed, and to come back. */
import { join, resolve } from "node:path"
import { startServerProcess } from "../support/server-process.ts"
import { temporaryFolder } from "../support/temporary-folder.ts"
import { test as base } from "./fixtures.ts"
import { createOthers } from "./others.ts"

export const test = base.extend<{ server: KillableServer }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from it what a fixture needs
  server: async ({}, use) => {
    await using folder = await temporaryFolder()
    const server = await startKillableServer(join(folder.path, "confab.db"))
    await use(server)
    await server.kill()
  },
})

export type KillableServer = Awaited<ReturnType<typeof startKillableServer>>

/** In pictures it is always the same morning. */
const MORNING_MS = Date.UTC(2026, 4, 12, 9, 41)
const clockModule = resolve(import.meta.dirname, "../support/clock-shift.ts")

async function startKillableServer(databasePath: string) {
  const clockShiftMs = process.env.SCREENSHOTS ? MORNING_MS - Date.now() : 0
  const shifted = { NODE_OPTIONS: `--import=${clockModule}`, CLOCK_SHIFT_MS: `${clockShiftMs}` }
  const env = { DATABASE_URL: `sqlite:${databasePath}`, ...(clockShiftMs !== 0 && shifted) }
  let running = await startServerProcess(env)
  const { url } = running

  return {
    ...createOthers(() => running.url),
    url,
    databasePath,
    clockShiftMs,
    kill: () => running.kill(),
    /** With the same data: at the same address, or where nobody finds it. */
    async startAgain(where: "here" | "elsewhere" = "here") {
      await running.kill()
      const port = where === "here" ? new URL(url).port : "0"
      running = await startServerProcess({ ...env, PORT: port })
    },
  }
}
