/** What HTTP is asked wrongly, and how it says so. */
import { once } from "node:events"
import { connect } from "node:net"
import { expect, test } from "vitest"
import { startTestApp } from "../support/app.ts"

const ROOMS = "/api/chat/rooms"
const nested = (levels: number) => `{"name":${"[".repeat(levels)}${"]".repeat(levels)}}`
const [tooDeep, tooLarge] = [nested(32), nested(40_000)]

test.each([
  { what: "malformed JSON", body: "{bad", type: "application/json", status: 400 },
  { what: "JSON too deep", body: tooDeep, type: "application/json", status: 400 },
  { what: "a form", body: "name=x", type: "application/x-www-form-urlencoded", status: 415 },
  { what: "plain text", body: '{"name":"x"}', type: "text/plain", status: 415 },
  { what: "a body over 64 KiB", body: tooLarge, type: "application/json", status: 413 },
])("$what is refused with $status", async ({ body, type, status }) => {
  await using app = await startTestApp()
  for (const path of [ROOMS, "/trpc/rooms.create"])
    expect((await app.rest.post(path, body, { "content-type": type })).status).toBe(status)
  expect((await app.rest.get(ROOMS)).body).toEqual([])
})

test("failed validation says where, what and why", async () => {
  await using app = await startTestApp()
  const { status, body } = await app.rest.post(`${ROOMS}/1/messages`, { username: "", content: 7 })
  expect(status).toBe(422)
  expect(body.detail).toEqual([
    { loc: ["body", "content"], msg: expect.any(String), type: "invalid_type" },
    { loc: ["body", "username"], msg: expect.any(String), type: "custom" },
  ])
})

test("a client that offers another protocol is served with the one it asked in", async () => {
  await using app = await startTestApp()
  const { port } = new URL(app.url)
  const socket = connect(Number(port), "127.0.0.1")
  socket.write(
    "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
  )
  const [answer] = await once(socket, "data")
  expect(String(answer)).toMatch(/^HTTP\/1\.1 200 /)
  socket.destroy()
})

test("bytes that are no text are refused, not replaced", async () => {
  await using app = await startTestApp()
  const roomId = await app.room()
  const body = Buffer.concat([
    Buffer.from('{"username":"ann","content":"x'),
    Buffer.from([0xff]),
    Buffer.from('"}'),
  ])
  const headers = { "content-type": "application/json" }
  const path = `${ROOMS}/${roomId}/messages`
  expect((await app.rest.ask(path, { method: "POST", headers, body })).status).toBe(400)
  const asZoe = { "x-confab-username": "Zo\xeb" }
  expect((await app.rest.ask("/trpc/rooms.list", { headers: asZoe })).status).toBe(400)
  expect((await app.rest.get(path)).body).toEqual([])
})

test("deleting may say that it sends JSON, and send none", async () => {
  await using app = await startTestApp()
  const roomId = await app.room()
  const headers = { "content-type": "application/json" }
  const { status } = await app.rest.ask(`${ROOMS}/${roomId}`, { method: "DELETE", headers })
  expect(status).toBe(204)
})

test.each(["0x1", "1e0", "+1", "1.0", "%201", ""])("room %j is no room's id", async (id) => {
  await using app = await startTestApp()
  await app.room()
  expect([404, 422]).toContain((await app.rest.get(`${ROOMS}/${id}/messages`)).status)
})

test("an input given twice is refused", async () => {
  await using app = await startTestApp()
  expect((await app.rest.get("/trpc/rooms.list?input=1&input=2")).status).toBe(400)
})

test("a request that is none is refused like any other", async () => {
  await using app = await startTestApp()
  const { port } = new URL(app.url)
  const socket = connect(Number(port), "127.0.0.1")
  socket.write("NONSENSE\r\n\r\n")
  const [answer] = await once(socket, "data")
  expect(String(answer)).toMatch(/^HTTP\/1\.1 400 (?:.|\s)*\{"detail":"Bad Request"\}$/)
  socket.destroy()
})
