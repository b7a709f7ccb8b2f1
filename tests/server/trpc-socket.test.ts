/** What is particular to tRPC over WebSocket: identity and the resuming by event id. */
import { expect, test } from "vitest"
import { startTestApp, type TestApp } from "../support/app.ts"
import { openTrpcSocket, query, subscribe } from "../support/trpc-socket.ts"

const lobby = async (app: TestApp) => ({ roomId: await app.room("lobby") })
const write = (app: TestApp, roomId: number, content: string) =>
  app.rest.post(`/api/chat/rooms/${roomId}/messages`, { username: "Zoe", content })

test("every event has the id EPOCH:SEQ, ephemeral ones that of the last durable one", async () => {
  await using app = await startTestApp()
  const { roomId } = await lobby(app)
  await write(app, roomId, "one")
  const ann = openTrpcSocket(app, { username: "ann" })
  await ann.tell(subscribe(1, "onRoomEvent", { roomId }))
  await ann.answers(1, 3)
  await write(app, roomId, "two")
  const [started, join, list, message] = await ann.answers(1, 4)
  const { epoch } = app.chat
  expect(started).toMatchObject({ result: { type: "started" } })
  expect(join).toMatchObject({ result: { id: `${epoch}:1`, data: { data: { type: "join" } } } })
  expect(list).toMatchObject({
    result: { id: `${epoch}:1`, data: { data: { type: "users_list" } } },
  })
  expect(message).toMatchObject({ result: { id: `${epoch}:2`, data: { data: { seq: 2 } } } })
})

test("an event id of another database is answered with the gap", async () => {
  await using app = await startTestApp()
  const { roomId } = await lobby(app)
  await write(app, roomId, "one")
  for (const [id, lastEventId] of [
    "elsewhere:1",
    "garbage",
    ":1",
    `${app.chat.epoch}:x`,
  ].entries()) {
    const nobody = openTrpcSocket(app)
    await nobody.tell(subscribe(id, "onRoomEvent", { roomId, lastEventId }))
    const [, gap] = await nobody.answers(id, 2)
    expect(gap).toMatchObject({ result: { data: { data: { type: "gap", latestSeq: 1 } } } })
  }
})

test("who gives no name reads along unseen, and may neither send nor type", async () => {
  await using app = await startTestApp()
  const { roomId } = await lobby(app)
  const ann = app.raw(roomId, { username: "ann" })
  await ann.hears("users_list")
  const nobody = app.client()
  const [reading, heard] = [Promise.withResolvers<void>(), Promise.withResolvers<string>()]
  nobody.onRoomEvent.subscribe(
    { roomId },
    {
      onStarted: () => reading.resolve(),
      onData: ({ data }) => data.type === "message" && heard.resolve(data.content),
    },
  )
  await reading.promise
  await write(app, roomId, "hello")
  expect(await heard.promise).toBe("hello")
  const refused = { data: { code: "UNAUTHORIZED", chatCode: "USERNAME_REQUIRED" } }
  const message = { roomId, content: "hi", clientId: "1" }
  await expect(nobody.messages.send.mutate(message)).rejects.toMatchObject(refused)
  const invalid = nobody.messages.send.mutate({ ...message, content: "" })
  await expect(invalid, "asked for the name before the input").rejects.toMatchObject(refused)
  const typing = nobody.typing.set.mutate({ roomId, isTyping: true })
  await expect(typing).rejects.toMatchObject(refused)
  expect(ann.all("join").map(({ username }) => username)).toEqual(["ann"])
})

test("a name that is not allowed is refused, not taken for nobody", async () => {
  await using app = await startTestApp()
  const { roomId } = await lobby(app)
  const wrong = app.client("\u202eann")
  const refused = { data: { code: "UNAUTHORIZED" } }
  await expect(wrong.rooms.list.query()).rejects.toMatchObject(refused)
  await expect(wrong.messages.history.query({ roomId })).rejects.toMatchObject(refused)
})

test("a subscription that cannot begin is refused like any call", async () => {
  await using app = await startTestApp()
  const ann = openTrpcSocket(app, { username: "ann" })
  await ann.tell(subscribe(1, "onRoomEvent", { roomId: 7 }))
  const [refusal] = await ann.answers(1, 1)
  expect(refusal).toMatchObject({
    error: { data: { code: "NOT_FOUND", chatCode: "ROOM_NOT_FOUND" } },
  })
})

test.each([
  ["no JSON", "hello", "PARSE_ERROR"],
  ["null", "null", "PARSE_ERROR"],
  ["a call of nothing", "{}", "PARSE_ERROR"],
  ["JSON too deep", `${"[".repeat(30_000)}${"]".repeat(30_000)}`, "BAD_REQUEST"],
])("a bad frame is answered and the connection lives on: %s", async (_, text, code) => {
  await using app = await startTestApp()
  const nobody = openTrpcSocket(app)
  await nobody.tell(text)
  expect((await nobody.answers(null, 1))[0]).toMatchObject({ error: { data: { code } } })
  await nobody.tell(query(1, "rooms.list"))
  expect((await nobody.answers(1, 1))[0]).toMatchObject({ result: { data: [] } })
})

test("errors carry no stack and nothing of the server's inside", async () => {
  await using app = await startTestApp()
  const nobody = openTrpcSocket(app)
  await nobody.tell(query(1, "rooms.nonsense"))
  const [refusal] = await nobody.answers(1, 1)
  expect(JSON.stringify(refusal)).not.toMatch(/stack|\/src\/|node_modules/)
})

test("a socket that announced its name and does not say it is closed after 5 s", async () => {
  await using app = await startTestApp()
  const silent = openTrpcSocket(app, null)
  const asked = performance.now()
  expect(await silent.closed).toBe(4001)
  expect(performance.now() - asked).toBeGreaterThan(4_500)
})

test("binary frames close with 1003", async () => {
  await using app = await startTestApp()
  const nobody = openTrpcSocket(app)
  await nobody.tell(Buffer.from("{}"))
  expect(await nobody.closed).toBe(1003)
})

test("the list of rooms is told as it changes", async () => {
  await using app = await startTestApp()
  const nobody = openTrpcSocket(app)
  await nobody.tell(subscribe(1, "onRoomsChanged"))
  await nobody.answers(1, 1)
  const roomId = await app.room("attic")
  await app.rest.delete(`/api/chat/rooms/${roomId}`)
  expect(await nobody.answers(1, 3)).toMatchObject([
    { result: { type: "started" } },
    { result: { data: { type: "room_created", room: { id: roomId, name: "attic" } } } },
    { result: { data: { type: "room_deleted", roomId } } },
  ])
})

test("two subscriptions over one socket are one person until both have ended", async () => {
  await using app = await startTestApp()
  const { roomId } = await lobby(app)
  const bo = app.raw(roomId, { username: "bo" })
  await bo.hears("users_list")
  const ann = openTrpcSocket(app, { username: "ann" })
  await ann.tell(subscribe(1, "onRoomEvent", { roomId }))
  await ann.tell(subscribe(2, "onRoomEvent", { roomId }))
  await ann.answers(2, 2)
  await ann.tell({ id: 1, method: "subscription.stop" })
  await ann.answers(1, 4)
  await write(app, roomId, "still there?")
  await bo.hears("message")
  expect(bo.all("leave")).toEqual([])
  await ann.tell({ id: 2, method: "subscription.stop" })
  await bo.hears("leave")
  expect(bo.all("join").map(({ username }) => username)).toEqual(["bo", "ann"])
})

test("who sends hears the message before the answer", async () => {
  await using app = await startTestApp()
  const { roomId } = await lobby(app)
  const ann = openTrpcSocket(app, { username: "ann" })
  await ann.tell(subscribe(1, "onRoomEvent", { roomId }))
  await ann.answers(1, 3)
  const input = { roomId, content: "hi", clientId: "1" }
  await ann.tell({ id: 2, method: "mutation", params: { path: "messages.send", input } })
  await Promise.all([ann.answers(1, 4), ann.answers(2, 1)])
  expect(ann.frames.slice(3)).toMatchObject([
    { id: 1, result: { data: { data: { type: "message", content: "hi" } } } },
    { id: 2, result: { data: { content: "hi" } } },
  ])
})

test("when the server goes away, everybody is told to come back", async () => {
  await using app = await startTestApp()
  const nobody = openTrpcSocket(app)
  await nobody.tell(query(1, "rooms.list"))
  await nobody.answers(1, 1)
  await app.close()
  expect(await nobody.closed).toBe(1012)
  expect(nobody.frames.at(-1)).toEqual({ id: null, method: "reconnect" })
})

test("a keep-alive is not a name", async () => {
  await using app = await startTestApp()
  const silent = openTrpcSocket(app, null)
  await silent.tell("PING")
  expect(await silent.closed).toBe(4001)
})
