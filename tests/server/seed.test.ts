/** The twelve tests of the system Confab replaces, by name and meaning, through the doors it had. */
import { expect, test } from "vitest"
import { startTestApp } from "../support/app.ts"
import { temporaryFolder } from "../support/temporary-folder.ts"

const ROOMS = "/api/chat/rooms"

test("test_create_room", async () => {
  await using app = await startTestApp()
  const { status, body } = await app.rest.post(ROOMS, { name: "General Chat" })
  expect(status).toBe(201)
  expect(body).toEqual({
    id: expect.any(Number),
    name: "General Chat",
    created_at: body.created_at,
  })
  expect(new Date(body.created_at).toISOString()).toBe(body.created_at)
})

test("test_create_duplicate_room", async () => {
  await using app = await startTestApp()
  await app.room("General Chat")
  const { status, body } = await app.rest.post(ROOMS, { name: "General Chat" })
  expect([status, typeof body.detail]).toEqual([400, "string"])
})

test("test_list_rooms", async () => {
  await using app = await startTestApp()
  await app.room("one")
  await app.room("two")
  const { status, body } = await app.rest.get(ROOMS)
  expect(status).toBe(200)
  expect(body.map(({ name }: { name: string }) => name)).toEqual(["one", "two"])
})

test("test_get_room_messages", async () => {
  await using app = await startTestApp()
  const room = await app.room()
  const ann = app.raw(room, { username: "ann" })
  await ann.say("first")
  await ann.hears("message")
  await ann.say("second")
  await ann.hears("message")
  const { status, body } = await app.rest.get(`${ROOMS}/${room}/messages`)
  expect(status).toBe(200)
  expect(body).toMatchObject([
    { room_id: room, seq: 1, username: "ann", content: "first", client_id: null },
    { room_id: room, seq: 2, username: "ann", content: "second", client_id: null },
  ])
})

test("test_delete_room", async () => {
  await using app = await startTestApp()
  const room = await app.room()
  const ann = app.raw(room, { username: "ann" })
  await ann.say("soon gone")
  await ann.hears("message")
  expect((await app.rest.delete(`${ROOMS}/${room}`)).status).toBe(204)
  expect(await ann.hears("room_deleted")).toEqual({ type: "room_deleted", room_id: room })
  expect(await ann.closed).toBe(4004)
  expect((await app.rest.get(`${ROOMS}/${room}/messages`)).status).toBe(404)
  expect((await app.rest.get(ROOMS)).body).toEqual([])
})

test("test_delete_nonexistent_room", async () => {
  await using app = await startTestApp()
  const { status, body } = await app.rest.delete(`${ROOMS}/99999`)
  expect([status, typeof body.detail]).toEqual([404, "string"])
})

test("test_websocket_connection", async () => {
  await using app = await startTestApp()
  const ann = app.raw(await app.room(), { username: "ann" })
  await ann.hears("users_list")
  expect(ann.heard).toEqual([
    { type: "join", username: "ann" },
    { type: "users_list", users: ["ann"] },
  ])
})

test("test_websocket_message_broadcasting", async () => {
  await using app = await startTestApp()
  const room = await app.room()
  const ann = app.raw(room, { username: "ann" })
  const bo = app.raw(room, { username: "bo" })
  await Promise.all([ann.hears("users_list"), bo.hears("users_list")])
  await ann.say("Hello, world!")
  const [annHeard, boHeard] = await Promise.all([ann.hears("message"), bo.hears("message")])
  expect(boHeard).toMatchObject({ username: "ann", content: "Hello, world!" })
  expect(annHeard).toEqual(boHeard)
})

test("test_websocket_typing_indicator", async () => {
  await using app = await startTestApp()
  const room = await app.room()
  const ann = app.raw(room, { username: "ann" })
  const bo = app.raw(room, { username: "bo" })
  await Promise.all([ann.hears("users_list"), bo.hears("users_list")])
  await ann.types()
  expect(await bo.hears("typing")).toEqual({ type: "typing", username: "ann", is_typing: true })
  await ann.types(false)
  expect(await bo.hears("typing")).toEqual({ type: "typing", username: "ann", is_typing: false })
  expect(ann.all("typing")).toEqual([])
})

test("test_websocket_invalid_room", async () => {
  await using app = await startTestApp()
  expect(await app.raw(99999, { username: "ann" }).closed).toBe(4004)
})

test("test_websocket_leave_notification", async () => {
  await using app = await startTestApp()
  const room = await app.room()
  const ann = app.raw(room, { username: "ann" })
  const bo = app.raw(room, { username: "bo" })
  await Promise.all([ann.hears("users_list"), bo.hears("users_list")])
  bo.leave()
  expect(await ann.hears("leave")).toEqual({ type: "leave", username: "bo" })
})

test("test_message_persistence", async () => {
  await using folder = await temporaryFolder()
  const databaseUrl = `sqlite:${folder.path}/chat.db`
  const before = await startTestApp({ databaseUrl })
  const room = await before.room()
  const ann = before.raw(room, { username: "ann" })
  await ann.say("remember me")
  const said = await ann.hears("message")
  await before[Symbol.asyncDispose]()

  await using after = await startTestApp({ databaseUrl })
  const { body } = await after.rest.get(`${ROOMS}/${room}/messages`)
  expect(body.map((message: object) => ({ type: "message", ...message }))).toEqual([said])
})
