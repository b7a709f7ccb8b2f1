/** Coming back: what recent events are remembered for. */
import { expect, test, vi } from "vitest"
import { startTestApp, type TestApp } from "../support/app.ts"

const say = (app: TestApp, roomId: number, content: string) =>
  app.rest.post(`/api/chat/rooms/${roomId}/messages`, { username: "Zoe", content })

test("a storm of returns is served without the store", async () => {
  await using app = await startTestApp()
  const roomId = await app.room()
  const crowd = Array.from({ length: 50 }, (_, n) => app.raw(roomId, { username: `guest ${n}` }))
  await Promise.all(crowd.map((guest) => guest.hears("users_list")))
  await say(app, roomId, "before")
  await Promise.all(crowd.map((guest) => guest.hears("message")))
  for (const guest of crowd) guest.terminate()
  await Promise.all(crowd.map((guest) => guest.closed))
  for (const content of ["one", "two", "three"]) await say(app, roomId, content)
  const replay = vi.spyOn(app.store, "replay")
  const returned = crowd.map((_, n) => app.raw(roomId, { username: `guest ${n}`, since: "1" }))
  for (const guest of returned) {
    await guest.hears("users_list")
    expect(guest.all("message").map(({ content }) => content)).toEqual(["one", "two", "three"])
  }
  expect(replay).not.toHaveBeenCalled()
})

test("a storm that comes first reads the store once", async () => {
  await using app = await startTestApp()
  const roomId = await app.room()
  for (let n = 1; n <= 20; n++) await say(app, roomId, `${n}`)
  const replay = vi.spyOn(app.store, "replay")
  const crowd = Array.from({ length: 30 }, (_, n) =>
    app.raw(roomId, { username: `guest ${n}`, since: "5" }),
  )
  for (const guest of crowd) {
    await guest.hears("users_list")
    expect(guest.all("message").map(({ seq }) => seq)).toEqual(
      Array.from({ length: 15 }, (_, n) => n + 6),
    )
  }
  expect(replay).toHaveBeenCalledTimes(1)
})

test("who has been away for longer than is remembered is served from the store", async () => {
  await using app = await startTestApp()
  const roomId = await app.room()
  for (let n = 1; n <= 10; n++) await say(app, roomId, `${n}`)
  const ann = app.raw(roomId, { username: "ann" })
  await ann.hears("users_list")
  await say(app, roomId, "11")
  const replay = vi.spyOn(app.store, "replay")
  const bo = app.raw(roomId, { username: "bo", since: "3" })
  await bo.hears("users_list")
  expect(bo.all("message").map(({ seq }) => seq)).toEqual([4, 5, 6, 7, 8, 9, 10, 11])
  expect(replay).toHaveBeenCalledTimes(1)
})

test("a newcomer finds what the store knows and nobody was told yet", async () => {
  await using app = await startTestApp()
  const roomId = await app.room()
  const ann = app.raw(roomId, { username: "ann" })
  await ann.hears("users_list")
  // As if another node had stored it.
  const sender = { username: "Zoe", usernameKey: "zoe", personId: null }
  await app.store.append({ roomId, ...sender, content: "far away", clientId: null })
  const bo = app.raw(roomId, { username: "bo", since: "1" })
  await bo.hears("users_list")
  expect(bo.all("message")).toEqual([])
  await say(app, roomId, "here")
  expect(await bo.hears("message")).toMatchObject({ seq: 2, content: "here" })
  await ann.hears("message")
  await ann.hears("message")
  expect(ann.all("message").map(({ content }) => content)).toEqual(["far away", "here"])
})
