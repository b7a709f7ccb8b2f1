/** On the way into a room: what comes while the room's log is still being read, or cannot be. */
import { expect, test, vi } from "vitest"
import { ChatError } from "../../src/shared/errors.ts"
import { startTestApp, type TestApp } from "../support/app.ts"
import { arrival } from "../support/arrival.ts"
import { openTrpcSocket, subscribe } from "../support/trpc-socket.ts"

/** From now on nobody reads a room's log before the answer is called. */
function holdReading({ store }: TestApp): () => void {
  const { replay } = store
  const held = Promise.withResolvers<void>()
  vi.spyOn(store, "replay").mockImplementation(async (from) => {
    await held.promise
    return replay(from)
  })
  return held.resolve
}

/** Who is there, as somebody hears who comes in last. */
async function thereBeside(app: TestApp, roomId: number, username: string) {
  const last = app.raw(roomId, { username })
  const { users } = await last.hears("users_list")
  return users.filter((name) => name !== username)
}

test("what is said before the room is entered is said once it is", async () => {
  await using app = await startTestApp()
  const roomId = await app.room()
  const letRead = holdReading(app)
  const ann = app.raw(roomId, { username: "ann" })
  await ann.say("early")
  await arrival(ann.socket)
  letRead()
  expect(await ann.hears("message")).toMatchObject({ username: "ann", content: "early" })
  expect(ann.heard.map(({ type }) => type)).toEqual(["join", "users_list", "message"])
})

test("who leaves before the room is entered is never there", async () => {
  await using app = await startTestApp()
  const roomId = await app.room()
  const letRead = holdReading(app)
  const bo = app.raw(roomId, { username: "bo" })
  await bo.open()
  bo.leave()
  await bo.closed
  await app.rest.get("/api/chat/rooms")
  letRead()
  expect(await thereBeside(app, roomId, "ann")).toEqual([])
})

test("a subscription stopped on its way in tells nothing, and nobody is there", async () => {
  await using app = await startTestApp()
  const roomId = await app.room()
  const letRead = holdReading(app)
  const ann = openTrpcSocket(app, { username: "ann" })
  await ann.tell(subscribe(1, "onRoomEvent", { roomId }))
  await arrival(ann.socket)
  await ann.tell({ id: 1, method: "subscription.stop" })
  await arrival(ann.socket)
  letRead()
  expect(await thereBeside(app, roomId, "bo")).toEqual([])
  await arrival(ann.socket)
  expect(ann.frames).toEqual([{ id: 1, result: { type: "stopped" } }])
  ann.socket.terminate()
})

test("who subscribes and is gone before it begins is never there", async () => {
  await using app = await startTestApp()
  const roomId = await app.room()
  const letRead = holdReading(app)
  const ann = openTrpcSocket(app, { username: "ann" })
  await ann.tell(subscribe(1, "onRoomEvent", { roomId }))
  await arrival(ann.socket)
  ann.socket.close()
  await ann.closed
  await app.rest.get("/api/chat/rooms")
  letRead()
  expect(await thereBeside(app, roomId, "bo")).toEqual([])
})

test("all who come in while the log cannot be read are refused with the first of them", async () => {
  await using app = await startTestApp()
  const roomId = await app.room()
  const reading = Promise.withResolvers<never>()
  const replay = vi.spyOn(app.store, "replay").mockReturnValue(reading.promise)
  const people = ["ann", "bo", "cy"].map((username) => app.raw(roomId, { username }))
  for (const { socket, open } of people) {
    await open()
    await arrival(socket)
  }
  // Whoever asked for themselves now would wait as long again.
  replay.mockReturnValue(Promise.withResolvers<never>().promise)
  reading.reject(new ChatError("STORE_UNAVAILABLE", "not now"))
  const refused = Promise.all(people.map(({ closed }) => closed))
  expect(await refused).toEqual([1011, 1011, 1011])
})
