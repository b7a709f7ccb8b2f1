import { once } from "node:events"
import { expect, test } from "vitest"
import type { Store } from "../../src/server/store/store.ts"
import { startTestApp, type TestApp } from "../support/app.ts"
import { openTestStore } from "../support/test-store.ts"

async function annIn(app: TestApp) {
  const roomId = await app.room()
  const ann = app.raw(roomId, { username: "ann" })
  await ann.hears("users_list")
  return { roomId, ann }
}

test("a retry is acknowledged again, to its sender only", async () => {
  await using app = await startTestApp()
  const { roomId, ann } = await annIn(app)
  const bo = app.raw(roomId, { username: "bo" })
  await bo.hears("users_list")
  await ann.say("once", "id-1")
  const first = await ann.hears("message")
  await ann.say("next", "id-2")
  const next = await ann.hears("message")
  expect(ann.all("message")).toEqual([first, next])
  await ann.say("once", "id-1")
  expect(await ann.hears("message")).toEqual(first)
  await ann.say("last", "id-3")
  while ((await bo.hears("message")).content !== "last");
  expect(bo.all("message").map(({ content }) => content)).toEqual(["once", "next", "last"])
  expect(first).toMatchObject({ client_id: "id-1" })
})

test("a retry is acknowledged after what was said before it", async () => {
  await using app = await startTestApp()
  const { ann } = await annIn(app)
  await ann.say("once", "id-1")
  await ann.hears("message")
  for (const content of ["one", "two", "three"]) await ann.say(content)
  await ann.say("once", "id-1")
  for (let n = 0; n < 4; n++) await ann.hears("message")
  const order = ann.all("message").map(({ content }) => content)
  expect(order).toEqual(["once", "one", "two", "three", "once"])
})

test.each([
  ["no JSON", "hello", "INVALID_JSON"],
  ["nothing", "", "INVALID_JSON"],
  ["null", "null", "INVALID_FRAME"],
  ["a list", "[]", "INVALID_FRAME"],
  ["an unknown type", '{"type":"dance"}', "INVALID_FRAME"],
  ["content that is no text", '{"type":"message","content":{"a":1}}', "INVALID_FRAME"],
  [
    "a client id that is no text",
    '{"type":"message","content":"a","client_id":1}',
    "INVALID_FRAME",
  ],
  ["typing that is no yes or no", '{"type":"typing","is_typing":"yes"}', "INVALID_FRAME"],
  ["JSON too deep", `${"[".repeat(30_000)}${"]".repeat(30_000)}`, "INVALID_JSON"],
])("a bad frame is answered and the connection lives on: %s", async (_, text, code) => {
  await using app = await startTestApp()
  const { ann } = await annIn(app)
  await ann.send(text)
  expect(await ann.hears("error")).toMatchObject({ code, detail: expect.any(String) })
  await ann.say("still here")
  expect(await ann.hears("message")).toMatchObject({ content: "still here" })
})

test("a refused message says which one it was", async () => {
  await using app = await startTestApp()
  const { ann } = await annIn(app)
  await ann.say("this", "id-1")
  await ann.hears("message")
  await ann.say("that", "id-1")
  expect(await ann.hears("error")).toMatchObject({ code: "CLIENT_ID_CONFLICT", client_id: "id-1" })
  await ann.say(" ", "id-2")
  expect(await ann.hears("error")).toMatchObject({ code: "INVALID_FRAME", client_id: "id-2" })
})

test("typing frames mean yes unless they say no", async () => {
  await using app = await startTestApp()
  const { roomId, ann } = await annIn(app)
  const bo = app.raw(roomId, { username: "bo" })
  await bo.hears("users_list")
  await ann.send('{"type":"typing"}')
  expect(await bo.hears("typing")).toMatchObject({ is_typing: true })
})

test.each([
  ["missing", {}],
  ["empty", { username: "" }],
  ["too long", { username: "x".repeat(33) }],
  ["a trick of direction", { username: "\u202eann" }],
  ["invisible", { username: "\u200b" }],
])("a username that is %s closes with 4001", async (_, params) => {
  await using app = await startTestApp()
  expect(await app.raw(await app.room(), params).closed).toBe(4001)
})

test.each(["0", "-1", "abc", "1e3", "999999999999999999999"])(
  "room %s closes with 4004",
  async (id) => {
    await using app = await startTestApp()
    await app.room()
    expect(await app.raw(id, { username: "ann" }).closed).toBe(4004)
  },
)

test("binary closes with 1003, invalid UTF-8 with 1007, a frame over 64 KiB with 1009", async () => {
  await using app = await startTestApp()
  const roomId = await app.room()
  const [ann, bo, cy, dee] = ["ann", "bo", "cy", "dee"].map((username) =>
    app.raw(roomId, { username }),
  )
  await dee?.hears("users_list")
  await ann?.send(Buffer.from("{}"))
  expect(await ann?.closed).toBe(1003)
  await bo?.open()
  bo?.socket.send(Buffer.from([0xc3, 0x28]), { binary: false })
  expect(await bo?.closed).toBe(1007)
  await cy?.send("x".repeat(64 * 1024 + 1))
  expect(await cy?.closed).toBe(1009)
  await dee?.say("unmoved")
  expect(await dee?.hears("message")).toMatchObject({ content: "unmoved" })
})

test("who floods on after being told to slow down is closed with 4029", async () => {
  await using app = await startTestApp({ rateLimit: true })
  const { ann } = await annIn(app)
  for (let n = 0; n < 100; n++) await ann.say(`flood ${n}`)
  expect(await ann.hears("error")).toMatchObject({ code: "TOO_MANY_MESSAGES" })
  expect(await ann.closed).toBe(4029)
})

test("who reads too slowly is closed with 1013 and nobody else notices", async () => {
  await using app = await startTestApp()
  const { roomId, ann } = await annIn(app)
  const slow = app.raw(roomId, { username: "slow" })
  await slow.hears("users_list")
  slow.socket.pause()
  const content = "x".repeat(4_000)
  // How much the system itself takes for somebody who does not read is its own affair.
  for (let n = 0; n < 10_000 && ann.all("leave").length === 0; n++) {
    await ann.say(content)
    if (n % 100 === 0) while (ann.all("message").length < n) await ann.hears("message")
  }
  await expect.poll(() => ann.all("leave").length, { timeout: 5_000 }).toBe(1)
  slow.socket.resume()
  expect(await slow.closed).toBe(1013)
})

test("a since that is no position is told of the gap", async () => {
  await using app = await startTestApp()
  const roomId = await app.room()
  const ann = app.raw(roomId, { username: "ann", since: "yesterday" })
  expect(await ann.hears("gap")).toEqual({ type: "gap", latest_seq: 0 })
})

test("what was accepted is acknowledged before a flooder is closed", async () => {
  await using memory = await openTestStore("sqlite::memory:")
  const heard = Promise.withResolvers<void>()
  const append: Store["append"] = async (draft) => {
    await heard.promise
    return memory.append(draft)
  }
  await using app = await startTestApp({ rateLimit: true, store: { ...memory, append } })
  const { roomId, ann } = await annIn(app)
  await Promise.all(Array.from({ length: 600 }, (_, n) => ann.say(`${n}`)))
  // What comes before a ping has been heard when its pong is there.
  ann.socket.ping()
  await once(ann.socket, "pong")
  heard.resolve()
  expect(await ann.closed).toBe(4029)
  const kept = await memory.texts(roomId)
  expect(kept).not.toEqual([])
  expect(ann.all("message").map(({ content }) => content)).toEqual(kept)
})

test("what was accepted is acknowledged before the server goes away", async () => {
  await using app = await startTestApp()
  const { roomId, ann } = await annIn(app)
  const speakers = ["bo", "cy", "dee"].map((username) => app.raw(roomId, { username }))
  await Promise.all(speakers.map((speaker) => speaker.hears("users_list")))
  await Promise.all(
    speakers.flatMap((speaker) => Array.from({ length: 100 }, (_, n) => speaker.say(`${n}`))),
  )
  await ann.hears("message")
  await app.close()
  const stored = await app.store.history({ roomId, limit: 1_000 })
  for (const speaker of speakers) {
    expect(await speaker.closed).toBe(1012)
    expect(speaker.all("message").map(({ id }) => id)).toEqual(stored.map(({ id }) => id))
  }
})

test("a message sent while its room is deleted does not hide that it was", async () => {
  await using app = await startTestApp()
  for (let round = 0; round < 5; round++) {
    const roomId = await app.room(`room ${round}`)
    const speakers = ["ann", "bo", "cy"].map((username) => app.raw(roomId, { username }))
    await Promise.all(speakers.map((speaker) => speaker.hears("users_list")))
    const talking = speakers.flatMap((speaker) =>
      Array.from({ length: 10 }, () => speaker.say("hi")),
    )
    await Promise.all([...talking, app.rest.delete(`/api/chat/rooms/${roomId}`)])
    for (const speaker of speakers) {
      expect(await speaker.closed).toBe(4004)
      expect(speaker.all("room_deleted")).toHaveLength(1)
    }
  }
})

test("typing and then a message are heard in that order, however busy the store", async () => {
  await using app = await startTestApp()
  const { roomId, ann } = await annIn(app)
  const bo = app.raw(roomId, { username: "bo" })
  await bo.hears("users_list")
  const reading = Array.from({ length: 50 }, () =>
    app.rest.get(`/api/chat/rooms/${roomId}/messages`),
  )
  await ann.types()
  await ann.say("typed")
  await bo.hears("message")
  await Promise.all(reading)
  const order = bo.heard.filter(({ type }) => type === "typing" || type === "message")
  expect(order.map((frame) => (frame.type === "typing" ? frame.is_typing : frame.type))).toEqual([
    true,
    false,
    "message",
  ])
})

test("who leaves no longer types", async () => {
  await using app = await startTestApp()
  const { roomId, ann } = await annIn(app)
  const bo = app.raw(roomId, { username: "bo" })
  await bo.hears("users_list")
  await bo.types()
  await ann.hears("typing")
  bo.leave()
  await ann.hears("leave")
  expect(await ann.hears("typing")).toMatchObject({ username: "bo", is_typing: false })
})

test("who floods with anything but messages is closed too", async () => {
  await using app = await startTestApp({ rateLimit: true })
  const { ann } = await annIn(app)
  for (let n = 0; n < 1_000; n++) await ann.types(n % 2 === 0)
  expect(await ann.closed).toBe(4029)
})
