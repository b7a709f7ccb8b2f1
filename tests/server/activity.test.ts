/** Where rooms stand, asked and told, as a live list of rooms needs it. */
import { describe, expect, test } from "vitest"
import type { ActivityEvent, ChatClient } from "../../src/client/sdk/index.ts"
import { startTestApp, type TestApp } from "../support/app.ts"
import { createEar } from "../support/ear.ts"
import { temporaryFolder } from "../support/temporary-folder.ts"
import { openTrpcSocket, subscribe } from "../support/trpc-socket.ts"

const say = (app: TestApp, roomId: number, content: string) =>
  app.rest.post(`/api/chat/rooms/${roomId}/messages`, { username: "Zoe", content })

async function watch(client: ChatClient) {
  const ear = createEar<ActivityEvent>()
  const started = Promise.withResolvers<void>()
  const { unsubscribe } = client.onActivity.subscribe(undefined, {
    onStarted: () => started.resolve(),
    onData: ear.hear,
  })
  await started.promise
  return { ...ear, unsubscribe }
}

const last = (content: string) => ({ username: "Zoe", content, timestamp: expect.any(String) })

describe.each(["sqlite", "json"])("with %s", (kind) => {
  test("every room says where it stands, to anybody", async () => {
    await using folder = await temporaryFolder()
    await using app = await startTestApp({ databaseUrl: `${kind}:${folder.path}/data` })
    const [lobby, attic] = [await app.room("lobby"), await app.room("attic")]
    await say(app, lobby, "one")
    await say(app, lobby, "🎉".repeat(200))
    const { activity } = app.client().rooms
    expect(await activity.query()).toEqual([
      { roomId: lobby, seq: 2, last: last("🎉".repeat(120)) },
      { roomId: attic, seq: 0, last: null },
    ])
    expect(await activity.query({ after: lobby })).toMatchObject([{ roomId: attic }])
  })

  test("what is said anywhere is told at once, to anybody who watches", async () => {
    await using folder = await temporaryFolder()
    await using app = await startTestApp({ databaseUrl: `${kind}:${folder.path}/data` })
    const roomId = await app.room()
    const watcher = await watch(app.client())
    await say(app, roomId, `${"x".repeat(119)}🎉!`)
    const answered = performance.now()
    const rooms = [{ roomId, seq: 1, last: last(`${"x".repeat(119)}🎉`) }]
    expect(await watcher.next("activity")).toEqual({ type: "activity", rooms })
    expect(performance.now() - answered).toBeLessThan(500)
  })
})

test("what happens meanwhile is told a second later, of every room once", async () => {
  await using app = await startTestApp()
  const [lobby, attic] = [await app.room("lobby"), await app.room("attic")]
  const watcher = await watch(app.client())
  await say(app, lobby, "first")
  await watcher.next("activity")
  const first = performance.now()
  for (const content of ["one", "two", "three"]) {
    await say(app, lobby, content)
    await say(app, attic, content)
  }
  expect(await watcher.next("activity")).toEqual({
    type: "activity",
    rooms: [
      { roomId: lobby, seq: 4, last: last("three") },
      { roomId: attic, seq: 3, last: last("three") },
    ],
  })
  expect(performance.now() - first).toBeGreaterThan(900)
  expect(watcher.heard).toHaveLength(2)
})

test("a retry is no activity, and a deleted room is told as before: by the list of rooms", async () => {
  await using app = await startTestApp()
  const [lobby, attic] = [await app.room("lobby"), await app.room("attic")]
  const ann = app.client("Ann")
  const letter = { roomId: lobby, content: "once", clientId: "1" }
  await ann.messages.send.mutate(letter)
  const nobody = openTrpcSocket(app)
  await nobody.tell([subscribe(1, "onActivity"), subscribe(2, "onRoomsChanged")])
  await Promise.all([nobody.answers(1, 1), nobody.answers(2, 1)])
  await ann.messages.send.mutate(letter)
  await say(app, attic, "told")
  await nobody.answers(1, 2)
  await say(app, lobby, "bye")
  await ann.rooms.delete.mutate({ roomId: lobby })
  await say(app, attic, "told too")
  await nobody.answers(1, 3)
  const rooms = (content: string, seq: number) => [{ roomId: attic, seq, last: last(content) }]
  expect(nobody.frames.filter(({ id }) => id === 1)).toMatchObject([
    { result: { type: "started" } },
    { result: { data: { type: "activity", rooms: rooms("told", 1) } } },
    { result: { data: { type: "activity", rooms: rooms("told too", 2) } } },
  ])
  expect(nobody.frames.filter(({ id }) => id === 2)).toMatchObject([
    { result: { type: "started" } },
    { result: { data: { type: "room_deleted", roomId: lobby } } },
  ])
  expect(await ann.rooms.activity.query()).toMatchObject([{ roomId: attic, seq: 2 }])
})

test("who stopped watching is told nothing more", async () => {
  await using app = await startTestApp()
  const roomId = await app.room()
  const [ann, bo] = [await watch(app.client()), await watch(app.client())]
  await say(app, roomId, "to both")
  await Promise.all([ann.next("activity"), bo.next("activity")])
  ann.unsubscribe()
  await say(app, roomId, "to one")
  await bo.next("activity")
  expect(ann.heard).toHaveLength(1)
})

test("server-sent events tell it too", async () => {
  await using app = await startTestApp()
  const roomId = await app.room()
  const stream = await fetch(`${app.url}/trpc/onActivity`, {
    headers: { accept: "text/event-stream" },
  })
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ""
  const reads = async (word: string) => {
    while (!text.includes(word)) text += (await reader?.read())?.value ?? ""
  }
  await reads("connected")
  await say(app, roomId, "streamed")
  await reads("streamed")
  expect(text).toContain(`{"type":"activity","rooms":[{"roomId":${roomId},"seq":1`)
  await reader?.cancel()
})
