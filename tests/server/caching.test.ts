/** What a cache between the server and its callers may keep, and for whom. */
import { expect, test } from "vitest"
import { startTestApp, type TestApp } from "../support/app.ts"
import { askByHand } from "../support/ask-by-hand.ts"
import { builtClient } from "../support/built-client.ts"

const ROOMS = "/api/chat/rooms"
const metricsToken = "s3cret"
const friend = "https://friend.example"

type Asked = NonNullable<Parameters<typeof askByHand>[2]>
type Row = [what: string, status: number, path: string, asked?: Asked]

const posted = (body: unknown, headers = {}): Asked => ({
  method: "POST",
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
})
const bearer = { headers: { authorization: `Bearer ${metricsToken}` } }
const events = { headers: { accept: "text/event-stream" } }
const evil = { origin: "https://evil.example" }

const changing: Row[] = [
  ["rooms", 200, ROOMS],
  ["rooms for HEAD", 200, ROOMS, { method: "HEAD" }],
  ["messages", 200, `${ROOMS}/1/messages`],
  ["a new message", 201, `${ROOMS}/1/messages`, posted({ username: "ann", content: "hi" })],
  ["a new room", 201, ROOMS, posted({ name: "garden" })],
  ["a deleted room", 204, `${ROOMS}/2`, { method: "DELETE" }],
  ["tRPC", 200, "/trpc/rooms.list"],
  ["a tRPC batch", 200, "/trpc/rooms.list,rooms.list?batch=1&input={}"],
  ["a tRPC mutation", 200, "/trpc/rooms.create", posted({ name: "attic" })],
  ["tRPC's refusal", 404, '/trpc/messages.history?input={"roomId":99}'],
  ["tRPC's unknown procedure", 404, "/trpc/rooms.nothing"],
  ["an event stream", 200, "/trpc/onRoomsChanged", events],
  ["health", 200, "/healthz"],
  ["readiness", 200, "/readyz"],
  ["metrics", 200, "/metrics", bearer],
  ["metrics without a token", 404, "/metrics"],
  ["the description", 200, "/openapi.json"],
  ["the description for its page", 200, "/docs/json"],
  ["the page of the description", 200, "/docs"],
  ["the other page", 200, "/redoc"],
  ["a room that is not there", 404, `${ROOMS}/99/messages`],
  ["an address that is not there", 404, "/nowhere"],
  ["a part that is not there", 404, "/assets/app-gone.js"],
  ["a malformed address", 400, "/%zz"],
  ["a wrong value", 422, `${ROOMS}?after=x`],
  ["malformed JSON", 400, ROOMS, { ...posted({}), body: "{" }],
  ["a wrong type", 415, ROOMS, { method: "POST", headers: { "content-type": "text/plain" } }],
  ["too much", 413, ROOMS, posted({ name: "x".repeat(70_000) })],
  ["a wrong method", 405, ROOMS, { method: "PUT" }],
  ["a foreign page", 403, ROOMS, posted({ name: "planted" }, evil)],
  ["a foreign name", 421, ROOMS, { headers: { host: "evil.example" } }],
]

const files: Row[] = [
  ["no-cache", 200, "/"],
  ["no-cache", 200, "/rooms/1"],
  ["no-cache", 200, "/index.html"],
  ["no-cache", 200, "/service-worker.js"],
  ["no-cache", 200, "/favicon.svg"],
  ["no-cache", 200, "/docs/static/swagger-ui.css"],
  ["no-cache", 200, "/redoc/redoc.standalone.js"],
  ["public, max-age=31536000, immutable", 200, "/assets/app-abc123.js"],
]

async function headersOf(app: TestApp, [what, status, path, asked]: Row) {
  const { headers, ...answer } = await askByHand(app.url, path, asked)
  expect([what, answer.status]).toEqual([what, status])
  return headers
}

test("nothing that may be another thing the next time is kept", async () => {
  await using app = await startTestApp({ metricsToken })
  await app.room()
  for (const row of changing) {
    const { "cache-control": policy } = await headersOf(app, row)
    expect([row[0], policy?.split(", ")]).toEqual([row[0], expect.arrayContaining(["no-store"])])
  }
})

test("an event stream reaches its reader as it is written, through whatever compresses", async () => {
  await using app = await startTestApp()
  const { headers } = await askByHand(app.url, "/trpc/onRoomsChanged", events)
  expect(headers["cache-control"]).toBe("no-store, no-transform")
})

test("a refused upgrade is not kept either", async () => {
  await using app = await startTestApp()
  const upgrade = { connection: "upgrade", upgrade: "websocket" }
  for (const [status, path, headers] of [
    [403, "/trpc", evil],
    [404, "/nowhere", {}],
    [400, "/trpc", {}],
    [421, "/trpc", { host: "evil.example" }],
  ] as const) {
    const answer = await askByHand(app.url, path, { headers: { ...upgrade, ...headers } })
    expect(answer).toMatchObject({
      status,
      headers: { "cache-control": "no-store", vary: "Origin" },
    })
  }
})

test("files are asked for anew, but those that are what they are", async () => {
  await using client = await builtClient()
  await using app = await startTestApp({ webRoot: client.path })
  for (const row of files) {
    const { "cache-control": policy } = await headersOf(app, row)
    expect([row[2], policy]).toEqual([row[2], row[0]])
  }
  const { "cache-control": policy, etag = "" } = await headersOf(app, files[0]!)
  const unchanged = await askByHand(app.url, "/", { headers: { "if-none-match": etag } })
  expect(unchanged).toMatchObject({ status: 304, headers: { "cache-control": policy } })
})

test("what a friend's page may read and others may not is not handed from one to the other", async () => {
  await using client = await builtClient()
  const options = { metricsToken, webRoot: client.path }
  await using app = await startTestApp({ ...options, corsOrigins: [friend] })
  await app.room()
  // A malformed address is the same to everybody.
  const rows = [...changing, ...files].filter(([, , path]) => path !== "/%zz")
  for (const row of rows) {
    const { vary = "" } = await headersOf(app, row)
    expect([row[2], vary.toLowerCase().split(", ")]).toEqual([
      row[2],
      expect.arrayContaining(["origin"]),
    ])
  }
})
