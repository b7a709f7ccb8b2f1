/** What one client may begin, or leave unfinished, before the server takes no more of it. */
import { connect } from "node:net"
import { setTimeout as wait } from "node:timers/promises"
import { expect, test, vi } from "vitest"
import {
  PIPELINED_REQUESTS_MAX,
  QUESTIONS_WAITING_MAX,
  SOCKETS_PER_ADDRESS_MAX,
  UNREAD_GRACE_MS,
} from "../../src/server/limits.ts"
import { BODY_BYTES_MAX, FRAME_BYTES_MAX } from "../../src/shared/limits.ts"
import { openTcp } from "../abuse/tcp.ts"
import { startTestApp, type TestApp } from "../support/app.ts"
import { openEventStream } from "../support/event-stream.ts"
import { openTrpcSocket, query, subscribe } from "../support/trpc-socket.ts"

/** Lets no read of history end before it is told so. */
function holdHistory({ store }: TestApp) {
  const { history } = store
  const held = Promise.withResolvers<void>()
  const reading = vi.spyOn(store, "history").mockImplementation(async (page) => {
    await held.promise
    return history(page)
  })
  return { reading, letGo: held.resolve }
}

test("bodies that do not end fill the budget for a moment, then their connections are cut", async () => {
  await using app = await startTestApp({ unreadBytesMax: 2 * BODY_BYTES_MAX })
  const head =
    "POST /api/chat/rooms HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" +
    `Content-Length: ${BODY_BYTES_MAX}\r\n\r\n{`
  const endless = [openTcp(app.url), openTcp(app.url)]
  for (const { written } of endless) await written(Buffer.from(head))
  await wait(50)
  const large = { name: "attic", padding: "x".repeat(BODY_BYTES_MAX / 2) }
  expect((await app.rest.post("/api/chat/rooms", large)).status).toBe(429)
  expect((await app.rest.post("/api/chat/rooms", { name: "lobby" })).status).toBe(201)
  await wait(UNREAD_GRACE_MS)
  expect((await app.rest.post("/api/chat/rooms", large)).status).toBe(201)
  await endless[0]?.closed
})

test("requests sent ahead of their answers are bounded, and the next one ends the connection", async () => {
  await using app = await startTestApp()
  const roomId = await app.room()
  const { reading, letGo } = holdHistory(app)
  const page = `GET /api/chat/rooms/${roomId}/messages HTTP/1.1\r\nHost: localhost\r\n\r\n`
  const patient = openTcp(app.url)
  await patient.written(Buffer.from(page.repeat(PIPELINED_REQUESTS_MAX)))
  await expect.poll(() => reading.mock.calls.length).toBe(1)
  const eager = openTcp(app.url)
  await eager.written(Buffer.from(page.repeat(PIPELINED_REQUESTS_MAX + 2)))
  await expect.poll(() => eager.socket.destroyed).toBe(true)
  let answers = 0
  patient.socket.on("data", (chunk: Buffer) => {
    answers += `${chunk}`.match(/HTTP\/1\.1 200/g)?.length ?? 0
  })
  letGo()
  await expect.poll(() => answers, { timeout: 10_000 }).toBe(PIPELINED_REQUESTS_MAX)
  patient.socket.destroy()
})

test("a connection that still waits for an answer cannot become a socket", async () => {
  await using app = await startTestApp()
  const roomId = await app.room()
  const { letGo } = holdHistory(app)
  const { port } = new URL(app.url)
  const socket = connect(Number(port), "127.0.0.1")
  let heard = ""
  socket.on("data", (chunk) => {
    heard += chunk
  })
  socket.on("error", () => undefined)
  socket.write(
    `GET /api/chat/rooms/${roomId}/messages HTTP/1.1\r\nHost: localhost\r\n\r\n` +
      "GET /trpc HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
  )
  await expect.poll(() => socket.destroyed).toBe(true)
  expect(heard).toBe("")
  letGo()
  expect((await app.rest.get(`/api/chat/rooms/${roomId}/messages`)).status).toBe(200)
})

/** What Node or Fastify would answer by themselves, before anything of ours looks. */
const early: [string, string][] = [
  ["has no Host", "GET / HTTP/1.1\r\n\r\n"],
  ["names a malformed path", "GET /% HTTP/1.1\r\nHost: localhost\r\n\r\n"],
  ["expects what is not known", "GET / HTTP/1.1\r\nHost: localhost\r\nExpect: a\r\n\r\n"],
]

const upgrade =
  "GET /trpc HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
  "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
const chunked =
  "POST /api/chat/rooms HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" +
  "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"

test.each(early)(
  "whatever follows a request that %s, nothing of it is held for ever",
  async (_, first) => {
    const unreadBytesMax = 4 * BODY_BYTES_MAX
    await using app = await startTestApp({ unreadBytesMax })
    await app.room()
    for (let n = 0; n < 20; n++) {
      const { written, socket, closed } = openTcp(app.url)
      socket.resume()
      await written(Buffer.from(first + chunked + upgrade))
      await closed
    }
    const large = { name: "attic", padding: "x".repeat(BODY_BYTES_MAX / 2) }
    expect((await app.rest.post("/api/chat/rooms", large)).status).toBe(201)
    expect((await app.rest.get("/api/chat/rooms")).status).toBe(200)
  },
)

test.each(early)(
  "a request behind another answer that %s ends the connection, or waits for its turn",
  async (_, asked) => {
    await using app = await startTestApp()
    const roomId = await app.room()
    const { letGo } = holdHistory(app)
    const eager = openTcp(app.url)
    let heard = ""
    eager.socket.on("data", (chunk) => {
      heard += chunk
    })
    const page = `GET /api/chat/rooms/${roomId}/messages HTTP/1.1\r\nHost: localhost\r\n\r\n`
    await eager.written(Buffer.from(page + asked.repeat(PIPELINED_REQUESTS_MAX + 1)))
    await expect.poll(() => eager.socket.destroyed).toBe(true)
    expect(heard).toBe("")
    letGo()
    expect((await app.rest.get("/api/chat/rooms")).status).toBe(200)
  },
)

test("a stream whose request says it has a body holds none, and a body is counted for its own address", async () => {
  const options = { unreadBytesMax: 4 * BODY_BYTES_MAX, trustProxy: ["loopback"] }
  await using app = await startTestApp(options)
  await app.room()
  const headers = { "transfer-encoding": "chunked" }
  const streams = await Promise.all(
    Array.from({ length: 20 }, () =>
      openEventStream({ ...app, path: "onRoomsChanged", headers, after: "0\r\n\r\n" }),
    ),
  )
  await Promise.all(streams.map(({ reads }) => reads("connected")))
  expect((await app.rest.get("/api/chat/rooms")).status).toBe(200)
  const head =
    "POST /api/chat/rooms HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 203.0.113.1\r\n" +
    `Content-Type: application/json\r\nContent-Length: ${BODY_BYTES_MAX}\r\n\r\n{`
  const endless = Array.from({ length: 6 }, () => openTcp(app.url))
  for (const { written } of endless) await written(Buffer.from(head))
  const large = { name: "attic", padding: "x".repeat(BODY_BYTES_MAX / 2) }
  const from = (address: string) => ({ "x-forwarded-for": address })
  expect((await app.rest.post("/api/chat/rooms", large, from("203.0.113.2"))).status).toBe(201)
  for (const { socket } of [...endless, ...streams]) socket.destroy()
})

test("a request has at most a hundred headers", async () => {
  await using app = await startTestApp()
  const withHeaders = (count: number) =>
    app.rest.ask("/healthz", {
      headers: Object.fromEntries(Array.from({ length: count }, (_, n) => [`x-${n}`, "1"])),
    })
  expect((await withHeaders(80)).status).toBe(200)
  expect((await withHeaders(101)).status).toBe(431)
})

test("of a socket whose questions wait, nothing more is read until few are left", async () => {
  await using app = await startTestApp()
  const roomId = await app.room()
  const { letGo } = holdHistory(app)
  const watcher = openTrpcSocket(app)
  await watcher.tell(subscribe(1, "onRoomsChanged"))
  await watcher.answers(1, 1)
  const curious = openTrpcSocket(app)
  // So much that it does not come in one piece.
  const padded = (frame: object) => JSON.stringify(frame).padEnd(FRAME_BYTES_MAX)
  for (let id = 0; id < 5 * QUESTIONS_WAITING_MAX; id++)
    await curious.tell(padded(query(id, "messages.history", { roomId })))
  const params = { path: "rooms.create", input: { name: "attic" } }
  await curious.tell({ id: "late", method: "mutation", params })
  await wait(500)
  expect(watcher.frames).toHaveLength(1)
  letGo()
  expect(await curious.answers("late", 1)).toMatchObject([{ result: { data: { name: "attic" } } }])
  await curious.answers(5 * QUESTIONS_WAITING_MAX - 1, 1)
})

test("event streams that are asked for in the same moment count before they begin", async () => {
  const factor = 3 / SOCKETS_PER_ADDRESS_MAX
  await using app = await startTestApp({ rateLimit: true, addressFactor: factor })
  const roomId = await app.room()
  const input = { roomId }
  const streams = await Promise.all(
    Array.from({ length: 10 }, () => openEventStream({ ...app, input })),
  )
  const began = () => streams.filter(({ text }) => text().includes("users_list"))
  const refused = () => streams.filter(({ text }) => text().includes("TOO_MANY_CONNECTIONS"))
  await expect.poll(() => refused().length + began().length).toBe(streams.length)
  expect(began()).toHaveLength(3)
  for (const { socket } of streams) socket.destroy()
  // What is refused for another reason does not count any more.
  for (let n = 0; n < 5; n++) {
    const unknown = await openEventStream({ ...app, input: { roomId: 99 } })
    await unknown.reads("ROOM_NOT_FOUND")
    unknown.socket.destroy()
  }
})
