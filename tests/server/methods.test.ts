/** Every method of HTTP at every path: an answer, or a refusal, and nothing for the operator to look into. */
import { once } from "node:events"
import { METHODS, request } from "node:http"
import { expect, test } from "vitest"
import { createLog } from "../../src/server/log.ts"
import { startTestApp } from "../support/app.ts"

const SUBSCRIPTION = `/trpc/onRoomEvent?input=${encodeURIComponent('{"roomId":1}')}`
const PATHS = [
  ...["/", "/rooms/1", "/nowhere", "/healthz", "/readyz", "/metrics"],
  ...["/openapi.json", "/docs", "/docs/nowhere", "/redoc", "/redoc/redoc.standalone.js"],
  ...["/api/chat/rooms", "/api/chat/rooms/1", "/api/chat/rooms/1/messages", "/ws/chat/1"],
  ...["/trpc", "/trpc/", "/trpc/rooms.list", "/trpc/messages.send", "/trpc/nowhere"],
  ...["/trpc/rooms.list,rooms.list?batch=1", "/trpc/onRoomsChanged", SUBSCRIPTION],
]

/** The status and what may be asked instead; CONNECT asks for no path, and Node has no answer to it. */
async function ask(url: string, method: string) {
  const asking = request(url, { method, headers: { "content-type": "application/json" } }).end()
  const [{ statusCode, headers }] = await once(asking, "response")
  asking.destroy()
  return { status: Number(statusCode), allow: headers.allow }
}

test("none of them fails", { timeout: 60_000 }, async () => {
  const lines: string[] = []
  const log = createLog("error", { write: (line) => void lines.push(line) })
  await using app = await startTestApp({ log, metricsToken: "s3cret" })
  await app.room()
  const failed: string[] = []
  for (const path of PATHS)
    for (const method of METHODS.filter((method) => method !== "CONNECT")) {
      const { status } = await ask(app.url + path, method)
      if (status >= 500) failed.push(`${method} ${path} ${status}`)
    }
  expect(failed).toEqual([])
  expect(lines).toEqual([])
})

test.each(PATHS.filter((path) => /^.trpc.\w/.test(path)))(
  "tRPC has GET and POST, and says so to HEAD: %s",
  async (path) => {
    await using app = await startTestApp()
    expect(await ask(app.url + path, "HEAD")).toEqual({ status: 405, allow: "GET, POST" })
  },
)

test.each(["/openapi.json", "/docs", "/redoc"])(
  "pages about the API are only read: %s",
  async (path) => {
    await using app = await startTestApp()
    expect(await ask(app.url + path, "HEAD")).toMatchObject({ status: 200 })
    expect(await ask(app.url + path, "PUT")).toEqual({ status: 405, allow: "GET, HEAD" })
  },
)
