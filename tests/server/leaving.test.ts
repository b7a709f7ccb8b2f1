import { once } from "node:events"
import { connect } from "node:net"
import { expect, test } from "vitest"
import { frame, handshake } from "../abuse/web-socket.ts"
import { startTestApp } from "../support/app.ts"

test("what somebody said before they went without a word is kept, in order", async () => {
  await using app = await startTestApp()
  const roomId = await app.room()
  const texts = Array.from({ length: 10 }, (_, n) => `message ${n}`)
  const { hostname, port } = new URL(app.url)
  const socket = connect(Number(port), hostname)
  socket.write(handshake(`/ws/chat/${roomId}?username=ann`))
  await once(socket, "data")
  const said = texts.map((content) => frame(JSON.stringify({ type: "message", content })))
  socket.end(Buffer.concat(said))
  const kept = async () => (await app.chat.messages.history({ roomId, limit: 50 })).messages
  await expect.poll(kept, { timeout: 10_000 }).toMatchObject(texts.map((content) => ({ content })))
})
