/** Health and readiness are told at once, whatever else the server is asked. */
import { Agent, get } from "node:http"
import { setTimeout as wait } from "node:timers/promises"
import { expect, test } from "vitest"
import { startTestApp } from "../support/app.ts"
import { startCuttingProxy } from "../support/cutting-proxy.ts"
import { postgres, temporarySchema } from "../support/postgres.ts"
import { startServerProcess } from "../support/server-process.ts"
import { temporaryFolder } from "../support/temporary-folder.ts"
import { openTestStore } from "../support/test-store.ts"

const ROOMS = 500
const ASKERS = 8
const BATCH = 50
const LOOKS = 50
const LOOK_EVERY_MS = 20
/** Far above what they take, far below the wait for the store's queue; a few may meet a busy machine. */
const LOOK_MS_MAX = 1_000
const SLOW_LOOKS_MAX = 5

/** Rooms in which something was said. */
async function fill(url: string) {
  await using store = await openTestStore(url)
  const ids = await Promise.all(Array.from({ length: ROOMS }, (_, n) => store.newRoom(`room ${n}`)))
  for (const n of Array.from({ length: 10 }).keys())
    await Promise.all(ids.map((id) => store.say(id, `${n} ${"so much to say ".repeat(10)}`)))
  return ids
}

/** Asks on one connection, again and again, until it is told to stop. */
function keepAsking(url: string, signal: AbortSignal) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const asker = { answered: 0 }
  function ask() {
    if (signal.aborted) return agent.destroy()
    get(url, { agent, signal }, (answer) => {
      answer.resume().on("end", () => asker.answered++)
      answer.on("close", ask).on("error", () => {})
    }).on("error", () => {})
  }
  ask()
  return asker
}

test("while the store is asked without end, health is told at once", async () => {
  await using folder = await temporaryFolder()
  const databaseUrl = `sqlite:${folder.path}/data`
  const [roomId = 0] = await fill(databaseUrl)
  await using server = await startServerProcess({ DATABASE_URL: databaseUrl })
  const batch = batchOf(BATCH, (n) =>
    n % 5 === 0 ? ["messages.history", { roomId, limit: 200 }] : ["rooms.activity", {}],
  )
  const enough = new AbortController()
  const askers = Array.from({ length: ASKERS }, () => keepAsking(server.url + batch, enough.signal))
  const slow: string[] = []
  const isUnderWay = () => askers.every(({ answered }) => answered === 0)
  let looks = 0
  for (; (looks < LOOKS || isUnderWay()) && slow.length <= SLOW_LOOKS_MAX; looks++)
    for (const path of ["/healthz", "/readyz"]) {
      const began = performance.now()
      expect((await fetch(server.url + path)).status, path).toBe(200)
      const ms = Math.round(performance.now() - began)
      if (ms > LOOK_MS_MAX) slow.push(`${path} ${ms} ms`)
      await wait(LOOK_EVERY_MS)
    }
  enough.abort()
  expect(slow.length, `of ${2 * looks} ${slow}`).toBeLessThanOrEqual(SLOW_LOOKS_MAX)
}, 120_000)

postgres.describe("a store that stands still", () => {
  test("is noticed while nobody waits for it, and so is its return", async () => {
    await using schema = await temporarySchema()
    await using network = await startCuttingProxy(() => schema.url)
    await using app = await startTestApp({ databaseUrl: schema.urlThrough(network.url) })
    let slowest = 0
    async function look() {
      const began = performance.now()
      const { status } = await app.rest.get("/readyz")
      slowest = Math.max(slowest, performance.now() - began)
      return status
    }
    expect(await look()).toBe(200)
    network.freeze()
    expect(await look()).toBe(200)
    await expect.poll(look, { timeout: 15_000 }).toBe(503)
    network.thaw()
    await expect.poll(look, { timeout: 15_000 }).toBe(200)
    expect(slowest).toBeLessThan(LOOK_MS_MAX)
  }, 60_000)
})

/** A tRPC batch, asked over HTTP. */
function batchOf(size: number, callAt: (n: number) => [path: string, input: object]) {
  const calls = Array.from({ length: size }, (_, n) => callAt(n))
  const paths = calls.map(([path]) => path).join(",")
  const inputs = JSON.stringify(Object.fromEntries(calls.map(([, input], n) => [n, input])))
  return `/trpc/${paths}?batch=1&input=${encodeURIComponent(inputs)}`
}
