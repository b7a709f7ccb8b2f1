import { once } from "node:events"
import { connect } from "node:net"
import { expect, test } from "vitest"
import { frame, handshake } from "../abuse/web-socket.ts"
import { startTestApp, type TestApp } from "../support/app.ts"
import { newCaller } from "../support/caller.ts"

const texts = Array.from({ length: 10 }, (_, n) => `message ${n}`)
const said = texts.map((content) => frame(JSON.stringify({ type: "message", content })))

test("what somebody said before they went without a word is kept, in order", async () => {
  await using app = await startTestApp()
  const { socket, upgrade, expectKept } = await visitor(app)
  socket.write(upgrade)
  await once(socket, "data")
  socket.end(Buffer.concat(said))
  await expectKept()
})

test("it is kept even if they were gone before they were let in", async () => {
  await using app = await startTestApp()
  const { socket, upgrade, expectKept } = await visitor(app)
  socket.end(Buffer.concat([Buffer.from(upgrade), ...said]))
  await expectKept()
})

/** Somebody who speaks plain TCP. */
async function visitor(app: TestApp) {
  const roomId = await app.room()
  const { hostname, port } = new URL(app.url)
  const kept = async () =>
    (await app.chat.messages.history(newCaller(), { roomId, limit: 50 })).messages
  return {
    socket: connect(Number(port), hostname),
    upgrade: handshake(`/ws/chat/${roomId}?username=ann`),
    expectKept: () =>
      expect.poll(kept, { timeout: 10_000 }).toMatchObject(texts.map((content) => ({ content }))),
  }
}
