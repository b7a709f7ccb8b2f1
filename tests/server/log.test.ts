/** What an operator finds in the log, and what must never be there. */
import { expect, test } from "vitest"
import { openEventStream } from "../support/event-stream.ts"
import { heardLog, startLogged } from "../support/heard-log.ts"
import { rawSocket, rest, trpcOverHttp, trpcOverWebSocket } from "../support/visitors.ts"

const DEBUG = 20
const ERROR = 50

test("every answer carries the request's id, the caller's own where it is sane", async () => {
  await using app = await startLogged()
  const idFor = async (headers: Record<string, string>, path = "/healthz") =>
    (await app.rest.ask(path, { headers })).headers.get("x-request-id")
  expect(await idFor({ "x-request-id": "proxy-1:42" })).toBe("proxy-1:42")
  const made = await Promise.all(
    ["a b", "x".repeat(65), '"}', ""].map((id) => idFor({ "x-request-id": id })),
  )
  for (const id of made) expect(id).toMatch(/^[0-9a-f-]{36}$/)
  expect(new Set(made).size).toBe(made.length)
  for (const path of ["/nowhere", "/trpc/rooms.list", "/openapi.json"])
    expect(await idFor({ "x-request-id": "same" }, path)).toBe("same")
  expect(app.lines().find(({ request }) => request === "proxy-1:42")).toMatchObject({
    method: "GET",
    route: "/healthz",
    status: 200,
  })
})

test("a socket that ends is logged with the id that its upgrade was answered with", async () => {
  await using app = await startLogged()
  const raw = app.raw(await app.room(), { username: "ann" })
  const id = new Promise<unknown>((done) =>
    raw.socket.once("upgrade", ({ headers }) => done(headers["x-request-id"])),
  )
  await raw.hears("users_list")
  raw.socket.close(1000)
  await expect
    .poll(() => app.lines().find(({ connection }) => connection !== undefined))
    .toMatchObject({ connection: await id, door: "raw", code: 1000, byClient: true })
})

test("an event stream is one line, with the id of its request, and is not called slow", async () => {
  await using app = await startLogged()
  const headers = { "x-request-id": "streamed" }
  const stream = await openEventStream({ ...app, path: "onActivity", headers })
  await stream.reads("connected")
  stream.socket.destroy()
  const lines = () => app.lines().filter(({ request }) => request === "streamed")
  await expect.poll(lines).toMatchObject([{ level: DEBUG, door: "events", code: null }])
})

test.each([rest, trpcOverHttp, trpcOverWebSocket, rawSocket])(
  "what fails through our fault is logged once, with its cause and where: $name",
  async (door) => {
    await using app = await startLogged("info")
    const roomId = await app.room()
    const ann = door.visit(app, "ann")
    await ann.send({ roomId, content: "first", clientId: "1" })
    await app.store.close()
    await expect(ann.send({ roomId, content: "second", clientId: "2" })).rejects.toThrow("refused")
    const errors = app.lines().filter(({ level }) => level === ERROR)
    expect(errors).toHaveLength(1)
    expect(errors[0]).toMatchObject({ err: { message: expect.stringContaining("is closed") } })
    expect(errors[0]?.request ?? errors[0]?.connection).toMatch(/^[0-9a-f-]{36}$/)
  },
)

test("what callers do wrong is not logged as an error", async () => {
  await using app = await startLogged()
  for (const door of [rest, trpcOverHttp, trpcOverWebSocket]) {
    await expect(door.visit(app, "ann").createRoom("")).rejects.toThrow("refused")
    await expect(door.visit(app, "ann").deleteRoom(99)).rejects.toThrow("refused")
  }
  expect(app.lines().filter(({ level }) => level >= ERROR)).toEqual([])
})

test("neither names nor what is said are in the log, not even when things fail", async () => {
  await using app = await startLogged()
  const roomId = await app.room("secret-room")
  const visitors = [rest, trpcOverHttp, trpcOverWebSocket, rawSocket].map((door) =>
    door.visit(app, "secret-name"),
  )
  async function talk(n: number) {
    for (const [at, visitor] of visitors.entries()) {
      const clientId = `secret-id-${n}-${at}`
      await visitor.send({ roomId, content: "secret-words", clientId }).catch(() => undefined)
      await visitor.createRoom("secret-room").catch(() => undefined)
    }
  }
  await talk(1)
  await app.rest.post(`/api/chat/rooms/${roomId}/messages`, '{"username": secret-json')
  await app.rest.get(`/api/chat/rooms/${roomId}/messages?limit=secret-limit`)
  await app.store.close()
  await talk(2)
  expect(app.lines().filter(({ level }) => level === ERROR).length).toBeGreaterThan(6)
  expect(app.text()).not.toContain("secret")
})

test("errors are logged without what databases hang onto them", async () => {
  const { log, text } = heardLog("info")
  const cause = Object.assign(new Error("not null"), { detail: "secret-row", code: "23502" })
  log.error(Object.assign(new Error("could not store", { cause }), { parameters: ["secret"] }))
  expect(JSON.parse(text())).toMatchObject({ err: { message: "could not store: not null" } })
  expect(text()).not.toContain("secret")
})

test("at its usual level the log has nothing to say about what goes well", async () => {
  await using app = await startLogged("info")
  const before = app.lines().length
  const ann = app.raw(await app.room(), { username: "ann" })
  await ann.hears("users_list")
  expect(app.lines()).toHaveLength(before)
})
