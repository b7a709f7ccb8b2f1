/** The way from HTTP to a WebSocket: who gets through, and what is left of those who do not. */
import { once } from "node:events"
import { connect } from "node:net"
import { expect, test } from "vitest"
import { startTestApp } from "../support/app.ts"
import { openRawSocket } from "../support/raw-socket.ts"

test("upgrades from foreign pages get 403, to unknown paths 404", async () => {
  await using app = await startTestApp({ corsOrigins: ["https://friend.example"] })
  const roomId = await app.room()
  const upgrade = (path: string, origin?: string) =>
    openRawSocket(app.url + path, origin === undefined ? {} : { origin })
  const room = `/ws/chat/${roomId}?username=ann`
  for (const path of [room, "/trpc"]) {
    expect(await upgrade(path, "https://evil.example").refused).toBe(403)
    expect(await upgrade(path, "null").refused).toBe(403)
  }
  for (const path of ["/", "/ws/chat/", "/ws/chat/1/2", "/trpc/x"])
    expect(await upgrade(path).refused).toBe(404)
  for (const origin of [app.url, "https://friend.example", undefined]) {
    const welcome = upgrade(room, origin)
    await welcome.hears("users_list")
    welcome.terminate()
  }
})

test.each([
  ["a Host that is no host", "/trpc", "a b"],
  ["a target that is no URL", "//[", "localhost"],
  ["a raw socket's Host that is no host", "/ws/chat/1", "a b"],
])("a malformed upgrade gets 400 and the server lives on: %s", async (_, path, host) => {
  await using app = await startTestApp()
  const { port } = new URL(app.url)
  const socket = connect(Number(port), "127.0.0.1")
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
  )
  const [answer] = await once(socket, "data")
  expect(String(answer)).toMatch(/^HTTP\/1\.1 400 /)
  socket.destroy()
  expect((await app.rest.get("/healthz")).status).toBe(200)
})

test("a socket that breaks in the middle of a frame leaves the room", async () => {
  await using app = await startTestApp()
  const roomId = await app.room()
  const ann = app.raw(roomId, { username: "ann" })
  await ann.hears("users_list")
  const { port } = new URL(app.url)
  const socket = connect(Number(port), "127.0.0.1")
  socket.write(
    `GET /ws/chat/${roomId}?username=bo HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n` +
      "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
  )
  expect(await ann.hears("join")).toMatchObject({ username: "bo" })
  socket.write(Buffer.from([0x81, 0xfe, 0x10]))
  socket.resetAndDestroy()
  expect(await ann.hears("leave")).toMatchObject({ username: "bo" })
})

test("a refused upgrade leaves no connection behind", async () => {
  await using app = await startTestApp()
  const { port } = new URL(app.url)
  const socket = connect({ port: Number(port), host: "127.0.0.1", allowHalfOpen: true })
  socket.write(
    "GET /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
  )
  socket.resume()
  await once(socket, "end")
  // Its half is still open here; written into, it shows that nobody is left at the other end.
  const broken = new Promise((resolve) => socket.on("error", resolve))
  const knocking = setInterval(() => socket.write("knock"), 20)
  expect(await broken).toMatchObject({ code: expect.stringMatching(/ECONNRESET|EPIPE/) })
  clearInterval(knocking)
})
