/** What clients ask for and do not read is bounded for all of them together, and everybody else is served. */
import { expect, test } from "vitest"
import { openTcp } from "../abuse/tcp.ts"
import { askFrom } from "../support/from-address.ts"
import { fillHeavyRoom } from "../support/heavy-room.ts"
import { reach } from "../support/reach.ts"
import { watchMemory } from "../support/server-memory.ts"
import { startServerProcess } from "../support/server-process.ts"
import { openTrpcSocket, query } from "../support/trpc-socket.ts"

const HEAP_MB = 256
/** Far above what a server with this heap needs, far below what it would hold without bounds. */
const RESIDENT_MB_MAX = 400
const SERVED_MS_MAX = 5_000

async function startSmallServer(env: Record<string, string> = {}) {
  const options = `--max-old-space-size=${HEAP_MB}`
  const server = await startServerProcess({ HOST: "127.0.0.1", NODE_OPTIONS: options, ...env })
  const reached = reach(server.url)
  const roomId = await fillHeavyRoom(reached)
  const maximum = watchMemory(server.pid)

  return {
    server,
    roomId,
    ...reached,
    /** That others are answered, wherever most of the questions come from. */
    async expectServed() {
      const target = `${server.url}/api/chat/rooms/${roomId}/messages?limit=200`
      for (let n = 0; n < 10; n++) {
        const { status, ms } = await askFrom("127.0.0.2", target)
        expect(status).toBe(200)
        expect(ms).toBeLessThan(SERVED_MS_MAX)
      }
    },
    /** That it lives and is small. */
    expectWell() {
      expect(server.isRunning()).toBe(true)
      expect(maximum()).toBeLessThan(RESIDENT_MB_MAX)
    },
    async [Symbol.asyncDispose]() {
      maximum()
      await reached.leaveAll()
      await server[Symbol.asyncDispose]()
    },
  }
}

const get = (target: string) => `GET ${target} HTTP/1.1\r\nHost: localhost\r\n\r\n`

function batchOf(roomId: number, calls: number): string {
  const paths = Array.from({ length: calls }, () => "messages.history").join(",")
  const inputs = Array.from({ length: calls }, (_, n) => [n, { roomId, limit: 200 }])
  return `/trpc/${paths}?batch=1&input=${encodeURIComponent(JSON.stringify(Object.fromEntries(inputs)))}`
}

test("a batch of 50 heavy pages is answered up to a bound, the rest of it is refused as too large", async () => {
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

test("pipelined requests are answered one at a time, in their order", async () => {
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

test("clients that ask over HTTP and do not read are cut, others are served", async () => {
  await using small = await startSmallServer()
  const target = `/api/chat/rooms/${small.roomId}/messages?limit=200`
  const deaf = Array.from({ length: 100 }, () => openTcp(small.server.url))
  for (const { socket } of deaf) socket.pause()
  await Promise.all(deaf.map(({ written }) => written(Buffer.from(get(target).repeat(3)))))
  await small.expectServed()
  small.expectWell()
  for (const { socket } of deaf) socket.destroy()
})

test("clients that ask over sockets and do not read are cut, others are served", async () => {
  await using small = await startSmallServer()
  const page = { roomId: small.roomId, limit: 200 }
  const pages = Array.from({ length: 20 }, (_, id) => query(id, "messages.history", page))
  const deaf = Array.from({ length: 60 }, () => openTrpcSocket(small))
  await Promise.all(deaf.map(({ tell }) => tell(pages)))
  for (const { socket } of deaf) socket.pause()
  await small.expectServed()
  small.expectWell()
})
