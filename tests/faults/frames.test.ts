/** What clients say over sockets faster than it can be answered, or never end, is bounded for all of them together. */
import { setTimeout as wait } from "node:timers/promises"
import { expect, test } from "vitest"
import { frame, openByHand } from "../abuse/web-socket.ts"
import { startTestApp } from "../support/app.ts"
import { askFrom } from "../support/from-address.ts"
import { startSmallServer } from "../support/small-server.ts"
import { openTrpcSocket, query, subscribe } from "../support/trpc-socket.ts"

const PATIENCE_MS = 90_000
/** A frame of almost 64 KiB for a call that ignores most of it. */
const JUNK = "x".repeat(61_000)

test("frames of many sockets that come with many subscriptions are heard in turn, or their sockets are cut", {
  timeout: PATIENCE_MS,
}, async () => {
  await using small = await startSmallServer()
  const flooding = Array.from({ length: 300 }, () => openTrpcSocket(small.server))
  await Promise.all(flooding.map(({ tell }) => tell(query(0, "rooms.list"))))
  const subscriptions = Array.from({ length: 50 }, (_, id) =>
    subscribe(id, "onRoomEvent", { roomId: 99 }),
  )
  const junk = JSON.parse(`[${"[],".repeat(20_000)}[]]`)
  const input = { roomId: small.roomId, isTyping: true, junk }
  const large = JSON.stringify({
    id: 60,
    method: "mutation",
    params: { path: "typing.set", input },
  })
  const first = JSON.stringify(subscriptions)
  for (const { socket } of flooding) {
    socket.send(first)
    for (let n = 0; n < 20; n++) socket.send(large)
  }
  await small.expectServed()
  small.expectWell()
  for (const { socket } of flooding) socket.terminate()
})

test("questions that wait are held with what they carry, and bounded", {
  timeout: PATIENCE_MS,
}, async () => {
  await using small = await startSmallServer()
  const page = { roomId: small.roomId, limit: 200 }
  const deaf = Array.from({ length: 200 }, () => openTrpcSocket(small.server))
  await Promise.all(deaf.map(({ tell }) => tell(query(0, "messages.history", page))))
  for (const { socket } of deaf) {
    socket.pause()
    for (let id = 1; id < 10; id++)
      socket.send(JSON.stringify(query(id, "messages.history", { ...page, junk: JUNK })))
  }
  await small.expectServed()
  small.expectWell()
  for (const { socket } of deaf) socket.terminate()
})

test("a message in many pieces that never ends counts for its connection, and is cut where there is too much", {
  timeout: PATIENCE_MS,
}, async () => {
  await using app = await startTestApp({ unreadBytesMax: 1_000_000 })
  const header = frame("", { claims: 60_000n })
  const talkative = Array.from({ length: 30 }, () => openByHand(app.url, "/trpc"))
  await Promise.all(talkative.map(({ opened }) => opened()))
  let cut = 0
  for (const { socket } of talkative) {
    socket.setNoDelay(true)
    socket.on("close", () => cut++)
    socket.write(header)
  }
  // Each piece is read by itself, and takes more than its bytes.
  for (let piece = 0; piece < 200; piece++) {
    for (const { socket } of talkative) socket.write("a piece of text")
    await wait(5)
  }
  await expect.poll(() => cut, { timeout: 5_000 }).toBeGreaterThan(10)
  expect(cut).toBeLessThan(30)
  expect(await askFrom("127.0.0.2", `${app.url}/api/chat/rooms`)).toMatchObject({ status: 200 })
  for (const { socket } of talkative) socket.destroy()
})
