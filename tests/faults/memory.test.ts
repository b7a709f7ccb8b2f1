/** What clients ask for and do not read is bounded for all of them together, and everybody else is served. */
import { expect, test } from "vitest"
import { openTcp } from "../abuse/tcp.ts"
import { startSmallServer } from "../support/small-server.ts"
import { openTrpcSocket, query } from "../support/trpc-socket.ts"

/** Heavy pages take their time, where other work has the machine too. */
const PATIENCE_MS = 90_000

const get = (target: string) => `GET ${target} HTTP/1.1\r\nHost: localhost\r\n\r\n`

function batchOf(roomId: number, calls: number): string {
  const paths = Array.from({ length: calls }, () => "messages.history").join(",")
  const inputs = Array.from({ length: calls }, (_, n) => [n, { roomId, limit: 200 }])
  return `/trpc/${paths}?batch=1&input=${encodeURIComponent(JSON.stringify(Object.fromEntries(inputs)))}`
}

test("a batch of 50 heavy pages is answered up to a bound, the rest of it is refused as too large", {
  timeout: PATIENCE_MS,
}, async () => {
  await using small = await startSmallServer()
  const answers = await Promise.all(
    Array.from({ length: 2 }, () => small.rest.get(batchOf(small.roomId, 50))),
  )
  for (const { status, body } of answers) {
    expect(status).toBe(207)
    expect(body[0].result.data.messages).toHaveLength(200)
    expect(body.at(-1).error.data).toMatchObject({ httpStatus: 413, chatCode: "ANSWER_TOO_LARGE" })
  }
  small.expectWell()
})

test("pipelined requests are answered one at a time, in their order", {
  timeout: PATIENCE_MS,
}, async () => {
  await using small = await startSmallServer()
  const { socket, written } = openTcp(small.server.url)
  let received = 0
  socket.on("data", (bytes) => {
    received += bytes.length
  })
  const target = `/api/chat/rooms/${small.roomId}/messages?limit=200`
  await written(Buffer.from(get(target).repeat(90)))
  await expect.poll(() => received, { timeout: 60_000 }).toBeGreaterThan(90 * 4_000_000)
  socket.destroy()
  small.expectWell()
})

test("clients that ask over HTTP and do not read are cut, others are served", {
  timeout: PATIENCE_MS,
}, async () => {
  await using small = await startSmallServer()
  const target = `/api/chat/rooms/${small.roomId}/messages?limit=200`
  const deaf = Array.from({ length: 100 }, () => openTcp(small.server.url))
  for (const { socket } of deaf) socket.pause()
  await Promise.all(deaf.map(({ written }) => written(Buffer.from(get(target).repeat(3)))))
  await small.expectServed()
  small.expectWell()
  for (const { socket } of deaf) socket.destroy()
})

test("clients that ask over sockets and do not read are cut, others are served", {
  timeout: PATIENCE_MS,
}, async () => {
  await using small = await startSmallServer()
  const page = { roomId: small.roomId, limit: 200 }
  const pages = Array.from({ length: 20 }, (_, id) => query(id, "messages.history", page))
  const deaf = Array.from({ length: 60 }, () => openTrpcSocket(small))
  await Promise.all(deaf.map(({ tell }) => tell(pages)))
  for (const { socket } of deaf) socket.pause()
  await small.expectServed()
  small.expectWell()
})
