/** Event streams cost what sockets cost: unread ones a bounded amount of memory, read ones as little of the processor. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { connect, type Socket } from "node:net"
import { expect, test } from "vitest"
import { cpuSeconds, rssBytes } from "../../bench/measure/process.ts"
import { isLong } from "../support/amount.ts"
import { startTestApp } from "../support/app.ts"
import { openEventStream } from "../support/event-stream.ts"
import { note } from "../support/figures.ts"
import { reach } from "../support/reach.ts"
import { startServerProcess } from "../support/server-process.ts"

const UNREAD = 150
/** More than the kernel keeps for a connection, four megabytes as a rule, and 1 MiB beyond. */
const UNREAD_MESSAGES = 600
const WIDE = "€".repeat(4_000)
const GROWTH_BYTES_MAX = 64e6

const CROWD = 400
const MESSAGES = 100
const ROUNDS = 2
const LEASE_MS = 45_000
/** And a moment for it to be seen. */
const STALLED_MS = 65_000

async function startRoom() {
  const server = await startServerProcess({ RATE_LIMIT: "off" })
  const reached = reach(server.url)
  const { body } = await reached.rest.post("/api/chat/rooms", { name: "busy" })
  const bo = reached.raw(body.id, { username: "Bo" })
  await bo.hears("users_list")
  return {
    server,
    bo,
    roomId: body.id as number,
    async [Symbol.asyncDispose]() {
      await reached.leaveAll()
      await server[Symbol.asyncDispose]()
    },
  }
}

const isLinux = process.platform === "linux"

test.runIf(isLinux)(
  "streams that are not read cost little memory, and their clients are soon gone (Linux only)",
  {
    timeout: 120_000,
  },
  async () => {
    await using room = await startRoom()
    const { server, bo } = room
    const stuck = await Promise.all(Array.from({ length: UNREAD }, (_, n) => openUnread(room, n)))
    await expect.poll(() => bo.all("join").length, { timeout: 20_000 }).toBe(UNREAD + 1)
    const before = rssBytes(server.pid)
    let most = 0
    for (let n = 1; n <= UNREAD_MESSAGES; n++) {
      await bo.say(WIDE, `${n}`)
      await expect.poll(() => bo.all("message").length, { interval: 2, timeout: 20_000 }).toBe(n)
      most = Math.max(most, rssBytes(server.pid) - before)
    }
    note("unread event streams", { streams: UNREAD, growthMB: Math.round(most / 1e6) })
    await expect.poll(() => bo.all("leave").length, { timeout: 10_000 }).toBe(UNREAD)
    expect(most).toBeLessThan(GROWTH_BYTES_MAX)
    for (const { socket } of stuck) socket.destroy()
  },
)

type Room = Awaited<ReturnType<typeof startRoom>>

async function openUnread({ server, roomId }: Room, n: number) {
  const headers = { "x-confab-username": `stuck ${n}` }
  const stream = await openEventStream({ url: server.url, input: { roomId }, headers })
  stream.socket.pause()
  return stream
}

test.runIf(isLinux)(
  "a crowd of streams costs at most twice the processor time of as many sockets (Linux only)",
  {
    timeout: 120_000,
  },
  async () => {
    await using room = await startRoom()
    const spent = { sockets: 0, streams: 0 }
    for (let round = 0; round < ROUNDS; round++)
      for (const kind of ["sockets", "streams"] as const) {
        const crowd = await Promise.all(Array.from({ length: CROWD }, () => listen(room, kind)))
        const before = cpuSeconds(room.server.pid).total
        for (let n = 1; n <= MESSAGES; n++) await tell(room, crowd, `word ${round} ${kind} ${n}.`)
        spent[kind] += cpuSeconds(room.server.pid).total - before
        for (const { socket } of crowd) socket.destroy()
      }
    note("event streams", { sockets: spent.sockets, streams: spent.streams })
    expect(spent.streams / spent.sockets).toBeLessThanOrEqual(2)
  },
)

type Member = { socket: Socket; hears(word: string): Promise<void> }

/** Reads only as much as it takes to know that a word has come. */
async function listen({ server, roomId }: Room, kind: "sockets" | "streams"): Promise<Member> {
  const { hostname, port } = new URL(server.url)
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  let recent = ""
  let awaited: { word: string; done(): void } | null = null
  const look = () => awaited && recent.includes(awaited.word) && awaited.done()
  socket.on("data", (chunk) => {
    recent = (recent + chunk.toString("latin1")).slice(-2_000)
    look()
  })
  const hears = (word: string) =>
    new Promise<void>((done) => {
      awaited = { word, done }
      look()
    })
  await once(socket, "connect")
  socket.write(kind === "streams" ? streamRequest(roomId) : upgradeRequest(roomId))
  await hears("users_list")
  return { socket, hears }
}

async function tell({ bo }: Room, crowd: Member[], word: string) {
  const heard = crowd.map((member) => member.hears(word))
  await bo.say(word, word)
  await Promise.all(heard)
}

const streamRequest = (roomId: number) =>
  `GET /trpc/onRoomEvent?input=${encodeURIComponent(JSON.stringify({ roomId }))} HTTP/1.1\r\nHost: x\r\n\r\n`

const upgradeRequest = (roomId: number) =>
  [
    `GET /ws/chat/${roomId}?username=reader HTTP/1.1`,
    "Host: x",
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version: 13\r\n\r\n",
  ].join("\r\n")

test.runIf(isLong)(
  "a client whose process was stopped is gone with the lease (in the long form only)",
  { timeout: 3 * LEASE_MS },
  async () => {
    await using room = await startRoom()
    const { bo, server, roomId } = room
    const input = encodeURIComponent(JSON.stringify({ roomId }))
    const asked = `${server.url}/trpc/onRoomEvent?input=${input}`
    const reader = spawn("curl", ["-sN", "-H", "x-confab-username: Ann", asked])
    await expect.poll(() => bo.all("join").length, { timeout: 10_000 }).toBe(2)
    reader.kill("SIGSTOP")
    await expect
      .poll(() => bo.all("leave"), { timeout: LEASE_MS })
      .toEqual([{ type: "leave", username: "Ann" }])
    reader.kill("SIGKILL")
  },
)

test.runIf(isLong)(
  "a stream of which nothing is read is cut within a minute, however little waits (in the long form only)",
  { timeout: 2 * STALLED_MS },
  async () => {
    const metricsToken = "t"
    await using app = await startTestApp({ metricsToken })
    const roomId = await app.room()
    const authorization = { headers: { authorization: `Bearer ${metricsToken}` } }
    const figure = async (name: string) => {
      const { body } = await app.rest.ask("/metrics", authorization)
      return Number(new RegExp(`^${name} (\\d+)$`, "m").exec(body)?.[1])
    }
    const open = () => figure('confab_connections{door="events"}')
    const stream = await openEventStream({ url: app.url, input: { roomId } })
    stream.socket.pause()
    const message = { username: "Zoe", content: WIDE }
    while ((await figure("confab_outbox_bytes")) === 0)
      await app.rest.post(`/api/chat/rooms/${roomId}/messages`, message)
    expect(await open()).toBe(1)
    await expect.poll(open, { timeout: STALLED_MS, interval: 500 }).toBe(0)
    stream.socket.destroy()
  },
)
