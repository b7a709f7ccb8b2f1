/** What one client of tRPC over WebSocket may ask of the server, and what becomes of it when it asks for more. */
import { createTRPCClient, createWSClient, wsLink } from "@trpc/client"
import { expect, test, vi } from "vitest"
import type { AppRouter } from "../../src/client/sdk/index.ts"
import { SUBSCRIBE_CALLS, TURN_CALLS_MAX } from "../../src/server/limits.ts"
import { startTestApp, type TestApp } from "../support/app.ts"
import { arrival } from "../support/arrival.ts"
import { openTrpcSocket, query, subscribe } from "../support/trpc-socket.ts"

const lobby = async (app: TestApp) => ({ roomId: await app.room("lobby") })
const write = (app: TestApp, roomId: number, content: string) =>
  app.rest.post(`/api/chat/rooms/${roomId}/messages`, { username: "Zoe", content })

test("a batch has at most 50 calls", async () => {
  await using app = await startTestApp()
  const nobody = openTrpcSocket(app)
  const calls = (n: number) => Array.from({ length: n }, (_, id) => query(id, "rooms.list"))
  await nobody.tell(calls(51))
  expect((await nobody.answers(0, 1))[0]).toMatchObject({
    error: { data: { code: "BAD_REQUEST" } },
  })
  await nobody.tell(calls(50))
  expect((await nobody.answers(49, 2))[1]).toMatchObject({ result: { data: [] } })
})

test("a socket has at most 100 subscriptions, and those that ended do not count", async () => {
  await using app = await startTestApp()
  const { roomId } = await lobby(app)
  const nobody = openTrpcSocket(app)
  for (let id = 1; id <= 100; id++) await nobody.tell(subscribe(id, "onRoomEvent", { roomId }))
  await nobody.answers(100, 1)
  await nobody.tell(subscribe(101, "onRoomsChanged"))
  const [refusal] = await nobody.answers(101, 1)
  expect(refusal).toMatchObject({ error: { data: { chatCode: "TOO_MANY_SUBSCRIPTIONS" } } })
  await nobody.tell({ id: 1, method: "subscription.stop" })
  await nobody.answers(1, 3)
  await nobody.tell(subscribe(102, "onRoomEvent", { roomId: 7 }))
  await nobody.answers(102, 1)
  await nobody.tell(subscribe(103, "onRoomsChanged"))
  expect((await nobody.answers(103, 1))[0]).toMatchObject({ result: { type: "started" } })
})

test("every call of a batch counts against flooding, and what was accepted is answered first", async () => {
  await using app = await startTestApp({ rateLimit: true })
  const flooder = openTrpcSocket(app)
  const batch = (first: number) =>
    Array.from({ length: 50 }, (_, n) => query(first + n, "rooms.list"))
  for (let frame = 0; frame < 12; frame++) await flooder.tell(batch(frame * 50))
  expect(await flooder.closed).toBe(4029)
  const answered = flooder.frames.map(({ id }) => Number(id)).sort((a, b) => a - b)
  expect(answered).toEqual(Array.from({ length: answered.length }, (_, id) => id))
  expect(answered.length % 50).toBe(0)
  expect(answered.length).toBeGreaterThanOrEqual(500)
  expect(answered.length).toBeLessThan(600)
})

test("subscriptions begin a bounded number a turn, and what a socket sends after them waits behind", async () => {
  await using app = await startTestApp()
  const { roomId } = await lobby(app)
  const sockets = Array.from({ length: 20 }, () => openTrpcSocket(app))
  for (const socket of sockets) {
    await socket.tell(query(0, "rooms.list"))
    await socket.answers(0, 1)
  }
  let mostInTurn = 0
  let inTurn = 0
  const { follow } = app.chat
  vi.spyOn(app.chat, "follow").mockImplementation((...following) => {
    if (++inTurn === 1) setImmediate(() => (inTurn = 0))
    mostInTurn = Math.max(mostInTurn, inTurn)
    return follow(...following)
  })
  const ids = Array.from({ length: 80 }, (_, n) => n + 1)
  for (const { socket } of sockets) {
    socket.send(JSON.stringify(ids.map((id) => subscribe(id, "onRoomEvent", { roomId }))))
    socket.send(JSON.stringify(ids.map((id) => ({ id, method: "subscription.stop" }))))
    socket.send(JSON.stringify(query(99, "rooms.list")))
  }
  for (const { frames, answers } of sockets) {
    await answers(99, 1)
    const lastOf = (asked: number) => frames.findLast(({ id }) => id === asked)?.result
    await expect.poll(() => ids.map(lastOf)).toEqual(ids.map(() => ({ type: "stopped" })))
  }
  expect(mostInTurn).toBeGreaterThan(0)
  // As counted here, from one turn to the next but one.
  expect(mostInTurn).toBeLessThan(2 * (TURN_CALLS_MAX / SUBSCRIBE_CALLS + ids.length))
})

test("the official client takes up 80 subscriptions again in one frame, and misses nothing", async () => {
  await using app = await startTestApp()
  const roomIds = await Promise.all(Array.from({ length: 80 }, (_, n) => app.room(`room ${n}`)))
  const socket = createWSClient({
    url: `${app.url.replace(/^http/, "ws")}/trpc`,
    retryDelayMs: () => 20,
  })
  const client = createTRPCClient<AppRouter>({ links: [wsLink({ client: socket })] })
  const heard: string[] = []
  const refused: unknown[] = []
  const started = roomIds.map(
    (roomId) =>
      new Promise<void>((resolve) => {
        client.onRoomEvent.subscribe(
          { roomId },
          {
            onStarted: () => resolve(),
            onData: ({ data }) => data.type === "message" && heard.push(data.content),
            onError: (error) => refused.push(error),
          },
        )
      }),
  )
  await Promise.all(started)
  const writeToAll = (words: string) =>
    Promise.all(roomIds.map((roomId) => write(app, roomId, `${words} ${roomId}`)))
  const toldTo = (words: string) => roomIds.map((roomId) => `${words} ${roomId}`)
  await writeToAll("before")
  await expect.poll(() => heard.length).toBe(80)
  socket.connection?.ws.close()
  await writeToAll("while away")
  await expect.poll(() => heard.length).toBe(160)
  await writeToAll("after")
  await expect.poll(() => heard.length).toBe(240)
  const all = [...toldTo("before"), ...toldTo("while away"), ...toldTo("after")]
  expect(heard.toSorted()).toEqual(all.toSorted())
  expect(refused).toEqual([])
  await socket.close()
})

test("a client that asks for much and reads nothing is answered as it reads", async () => {
  await using app = await startTestApp()
  const { roomId } = await lobby(app)
  const contents = Array.from({ length: 200 }, (_, n) => `${n} ${"🎉".repeat(3_900)}`)
  await Promise.all(contents.map((content) => write(app, roomId, content)))
  const reading = vi.spyOn(app.store, "history")
  const greedy = openTrpcSocket(app)
  await greedy.tell(query(0, "rooms.list"))
  await greedy.answers(0, 1)
  greedy.socket.pause()
  for (let id = 1; id <= 10; id++)
    await greedy.tell(query(id, "messages.history", { roomId, limit: 200 }))
  const modest = app.client()
  for (let n = 0; n < 5; n++) await modest.messages.history.query({ roomId, limit: 200 })
  // What the kernel holds for it counts as taken.
  expect(reading.mock.calls.length).toBeLessThan(5 + 4)
  greedy.socket.resume()
  await expect.poll(() => greedy.frames.length, { timeout: 10_000 }).toBe(11)
  expect(greedy.frames.map(({ id }) => id)).toEqual(Array.from({ length: 11 }, (_, id) => id))
  greedy.socket.terminate()
})

test("a call's id is of at most 64 characters, or a safe integer", async () => {
  await using app = await startTestApp()
  const { roomId } = await lobby(app)
  const nobody = openTrpcSocket(app)
  const refused = { id: null, error: { data: { code: "BAD_REQUEST" } } }
  for (const id of ["x".repeat(65), "x".repeat(60_000), 2 ** 53, 1.5, -(2 ** 53)]) {
    const before = nobody.frames.length
    await nobody.tell({ ...subscribe(0, "onRoomEvent", { roomId }), id })
    await expect.poll(() => nobody.frames.slice(before)).toMatchObject([refused])
  }
  for (const id of ["x".repeat(64), 2 ** 53 - 1, 0, -1]) {
    await nobody.tell({ ...query(0, "rooms.list"), id })
    expect(await nobody.answers(id, 1)).toMatchObject([{ result: { data: [{ id: roomId }] } }])
  }
  nobody.socket.terminate()
})

test("one question of a socket is answered at a time, the others in their turn", async () => {
  await using app = await startTestApp()
  const { roomId } = await lobby(app)
  const { history } = app.store
  const held = Promise.withResolvers<void>()
  const reading = vi.spyOn(app.store, "history").mockImplementation(async (page) => {
    await held.promise
    return history(page)
  })
  const curious = openTrpcSocket(app)
  const questions = Array.from({ length: 20 }, (_, id) => query(id, "messages.history", { roomId }))
  await curious.tell(questions)
  await arrival(curious.socket)
  expect(reading).toHaveBeenCalledOnce()
  held.resolve()
  await expect.poll(() => curious.frames.length).toBe(questions.length)
  curious.socket.terminate()
})

test("one answer larger than the bound is given the time to be read", async () => {
  await using app = await startTestApp()
  const { roomId } = await lobby(app)
  const contents = Array.from({ length: 200 }, (_, n) => `${n} ${"🎉".repeat(3_900)}`)
  await Promise.all(contents.map((content) => write(app, roomId, content)))
  const reader = app.client("ann")
  const { messages } = await reader.messages.history.query({ roomId, limit: 200 })
  expect(messages).toHaveLength(200)
  expect(reader.connection.state().status).toBe("open")
})
