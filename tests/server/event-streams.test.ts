/** Server-sent events: how a stream begins, what it says, and how being present is a lease that comes back renew. */
import { setTimeout as wait } from "node:timers/promises"
import { fetchRequestHandler } from "@trpc/server/adapters/fetch"
import { EventSource } from "eventsource"
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { closeCodes } from "../../src/server/api/close-codes.ts"
import { createContext } from "../../src/server/api/context.ts"
import { appRouter } from "../../src/server/api/trpc/router.ts"
import { PING_INTERVAL_MS, PRESENCE_LEASE_MS, STREAM_LEASE_MS } from "../../src/server/limits.ts"
import { createMetrics } from "../../src/server/metrics.ts"
import { startTestApp, type TestApp } from "../support/app.ts"
import { newCaller } from "../support/caller.ts"
import { startCuttingProxy } from "../support/cutting-proxy.ts"
import { openEventStream } from "../support/event-stream.ts"
import { rawDialect } from "../support/followers.ts"
import { newPeer } from "../support/peer.ts"

const named = (name: string) => ({ "x-confab-username": name })

const say = (app: TestApp, roomId: number, content: string) =>
  app.rest.post(`/api/chat/rooms/${roomId}/messages`, { username: "Zoe", content })

async function startRoom() {
  const app = await startTestApp()
  const roomId = await app.room()
  const bo = rawDialect.follow(app, { roomId, username: "Bo" })
  await bo.hears("users_list")
  return { app, roomId, bo, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() }
}

test("a stream begins as tRPC's clients expect, with the headers of every answer", async () => {
  await using app = await startTestApp({ corsOrigins: ["https://a.example"] })
  const roomId = await app.room()
  const headers = { ...named("Ann"), origin: "https://a.example", "x-request-id": "mine" }
  const ann = await openEventStream({ ...app, input: { roomId }, headers })
  await ann.reads("users_list")
  const head = ann.head().toLowerCase()
  for (const line of [
    "http/1.1 200 ok",
    "content-type: text/event-stream",
    "cache-control: no-store, no-transform",
    "x-accel-buffering: no",
    "x-request-id: mine",
    "access-control-allow-origin: https://a.example",
    "x-content-type-options: nosniff",
    "content-security-policy: default-src 'none'",
    "connection: close",
  ])
    expect(head).toContain(line)
  expect(ann.text()).toMatch(
    /\r\n\r\nretry: \d{4}\n\nevent: connected\ndata: \{\}\n\ndata: \{"type"/,
  )
  expect(ann.text()).toContain(
    `data: {"type":"users_list","users":["Ann"]}\nid: ${app.chat.epoch}:0\n\n`,
  )
})

describe("what is refused is refused in the words of tRPC's own adapter", () => {
  const room = (roomId: unknown) => `input=${encodeURIComponent(JSON.stringify({ roomId }))}`
  test.each([
    ["an unknown room", `onRoomEvent?${room(99)}`, {}],
    ["a room that is no number", `onRoomEvent?${room("x")}`, {}],
    ["input that is not JSON", "onRoomEvent?input=nojson", {}],
    ["no input", "onRoomEvent", {}],
    ["an event instead of input", "onRoomEvent", { "last-event-id": "x:1" }],
    ["a procedure that is not there", "onNothing", {}],
    ["a batch", `onRoomEvent?batch=1&input={"0":{"roomId":1}}`, {}],
    ["connection params that are none", `onRoomEvent?${room(1)}&connectionParams=zzz`, {}],
    ["JSON lines", `onRoomEvent?${room(1)}`, { "trpc-accept": "application/jsonl" }],
    ["JSON lines among others", `onRoomEvent?${room(1)}`, { accept: "*/*, application/jsonl" }],
    ["a name that is not allowed", `onRoomEvent?${room(1)}`, named("\u202e")],
  ])("%s", async (_, path, headers) => {
    await using app = await startTestApp()
    await app.room()
    const encoded = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, Buffer.from(value).toString("latin1")]),
    )
    const ask = new Request(`${app.url}/trpc/${path}`, { headers: encoded })
    const expected = await fetchRequestHandler({
      req: ask.clone(),
      endpoint: "/trpc",
      router: appRouter,
      createContext: () =>
        createContext(
          app.chat,
          { name: (headers as Record<string, string>)["x-confab-username"] },
          newPeer(),
        ),
    })
    const answer = await fetch(ask)
    const type = (response: Response) => response.headers.get("content-type")
    expect([answer.status, type(answer)]).toEqual([expected.status, type(expected)])
    const said = async (response: Response) => (await response.text()).replace(/\n+/g, "\n")
    expect(await said(answer)).toBe(await said(expected))
  })
})

test("where a client left off it says by header or in the query, and goes on from there", async () => {
  await using app = await startTestApp()
  const roomId = await app.room()
  for (const content of ["one", "two", "three"]) await say(app, roomId, content)
  const at = (seq: number) => `${app.chat.epoch}:${seq}`
  const heard = async (headers: Record<string, string>, input: object = { roomId }) => {
    const stream = await openEventStream({ ...app, headers, input })
    await stream.reads("users_list")
    return stream.data().flatMap(({ type, content, latestSeq }) => content ?? latestSeq ?? type)
  }
  expect(await heard({})).toEqual(["users_list"])
  expect(await heard({ "last-event-id": at(1) })).toEqual(["two", "three", "users_list"])
  expect(await heard({}, { roomId, lastEventId: at(2) })).toEqual(["three", "users_list"])
  expect(await heard({ "last-event-id": at(2) }, { roomId, lastEventId: at(0) })).toEqual([
    "three",
    "users_list",
  ])
  expect(await heard({ "last-event-id": "elsewhere:1" })).toEqual([3, "users_list"])
})

test("a room that is deleted says so, tells clients not to ask again, and ends", async () => {
  await using room = await startRoom()
  const ann = await openEventStream({ ...room.app, input: { roomId: room.roomId } })
  await ann.reads("users_list")
  await room.app.rest.delete(`/api/chat/rooms/${room.roomId}`)
  await ann.closed
  expect(ann.data().at(-1)).toEqual({ type: "room_deleted", roomId: room.roomId })
  expect(ann.text()).toMatch(/\n\nevent: return\ndata: \n\n$/)
})

test("a client that closes its side has left at once", async () => {
  await using room = await startRoom()
  const { app, roomId, bo } = room
  const ann = await openEventStream({ ...app, input: { roomId }, headers: named("Ann") })
  await bo.hears("join")
  ann.socket.end()
  expect(await bo.hears("leave")).toMatchObject({ username: "Ann" })
})

test("before the server goes away a stream is told what was stored, and ended in order", async () => {
  const metrics = createMetrics()
  const app = await startTestApp({ metrics })
  const roomId = await app.room()
  const ann = await openEventStream({ ...app, input: { roomId }, headers: named("Ann") })
  await ann.reads("users_list")
  const lastWords = { roomId, content: "last words", clientId: null }
  await Promise.all([app.chat.messages.send(newCaller("Zoe"), lastWords), app.close(), ann.closed])
  expect(ann.text()).toContain("last words")
  expect(ann.text()).not.toContain("event: return")
  expect([...metrics.closed]).toEqual([[closeCodes.restarting, 1]])
  await app.store.close()
})

test("a second question on the same connection waits for the first answer", async () => {
  await using app = await startTestApp()
  await app.room("lobby")
  const before = "GET /trpc/rooms.list HTTP/1.1\r\nhost: localhost\r\n\r\n"
  const stream = await openEventStream({ ...app, before, path: "onRoomsChanged" })
  await stream.reads("connected")
  await stream.reads("lobby")
  expect(stream.text().indexOf("lobby")).toBeLessThan(stream.text().indexOf("retry:"))
})

describe("as time goes by", () => {
  // What pings and sweeps is all that runs by intervals.
  beforeEach(() => vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] }))
  afterEach(() => vi.useRealTimers())

  test("a stream is pinged, and one that makes nobody present goes on", async () => {
    await using room = await startRoom()
    const { app, roomId } = room
    const lists = await openEventStream({ ...app, path: "onRoomsChanged" })
    const unseen = await openEventStream({ ...app, input: { roomId } })
    await Promise.all([lists.reads("connected"), unseen.reads("users_list")])
    vi.advanceTimersByTime(10 * PING_INTERVAL_MS)
    await say(app, roomId, "still there?")
    await unseen.reads("still there?")
    await app.room("attic")
    await lists.reads("attic")
    for (const { text } of [lists, unseen])
      expect(text().match(/event: ping\ndata: \n\n/g)?.length).toBeGreaterThanOrEqual(9)
  })

  test("whoever comes back in time was never away, and misses nothing", async () => {
    await using room = await startRoom()
    const { app, roomId, bo } = room
    const headers = named("Ann")
    const input = encodeURIComponent(JSON.stringify({ roomId }))
    const source = new EventSource(`${app.url}/trpc/onRoomEvent?input=${input}`, {
      fetch: (url, init) => fetch(url, { ...init, headers: { ...init?.headers, ...headers } }),
    })
    const heard: string[] = []
    let opened = 0
    source.addEventListener("message", ({ data }) => heard.push(JSON.parse(data).content))
    source.addEventListener("connected", () => opened++)
    await bo.hears("join")
    for (let n = 1; n <= 5; n++) {
      await say(app, roomId, `before ${n}`)
      // In steps, or the next turn of its slot might come together with the one that ends the lease.
      while (source.readyState === EventSource.OPEN) {
        vi.advanceTimersByTime(PING_INTERVAL_MS / 2)
        await wait(30)
      }
      await say(app, roomId, `meanwhile ${n}`)
      await expect.poll(() => opened, { timeout: 5_000 }).toBe(n + 1)
    }
    await expect.poll(() => heard).toContain("meanwhile 5")
    const said = heard.filter((content) => content !== undefined)
    expect(said).toEqual([1, 2, 3, 4, 5].flatMap((n) => [`before ${n}`, `meanwhile ${n}`]))
    vi.advanceTimersByTime(PING_INTERVAL_MS)
    source.close()
    await bo.hears("leave")
    const cameAndWent = bo.heard.filter(({ type }) => type === "join" || type === "leave")
    expect(cameAndWent.map((event) => event.type)).toEqual(["join", "join", "leave"])
  })

  test("whoever does not come back is gone before the lease is over", async () => {
    await using room = await startRoom()
    const { app, roomId, bo } = room
    const ann = await openEventStream({ ...app, input: { roomId }, headers: named("Ann") })
    await bo.hears("join")
    while (!ann.socket.closed) {
      vi.advanceTimersByTime(PING_INTERVAL_MS / 2)
      await wait(30)
    }
    expect(ann.text()).toMatch(/\n\nretry: 100\n\n$/)
    expect(bo.all("leave")).toEqual([])
    vi.advanceTimersByTime(PING_INTERVAL_MS + 1_000)
    expect(await bo.hears("leave")).toMatchObject({ username: "Ann" })
    expect(STREAM_LEASE_MS + PING_INTERVAL_MS + 1_000).toBeLessThan(PRESENCE_LEASE_MS)
  })

  test("a client behind a network that died without a word is gone with the lease", async () => {
    await using room = await startRoom()
    await using network = await startCuttingProxy(() => room.app.url)
    const { app, roomId, bo } = room
    const ann = await openEventStream({
      ...{ url: network.url, input: { roomId }, headers: named("Ann") },
    })
    await ann.reads("users_list")
    await bo.hears("join")
    network.freeze()
    vi.advanceTimersByTime(PRESENCE_LEASE_MS)
    expect(await bo.hears("leave")).toMatchObject({ username: "Ann" })
    expect((await app.rest.get(`/api/chat/rooms/${roomId}/messages`)).status).toBe(200)
  })
})
