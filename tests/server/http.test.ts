import { expect, test } from "vitest"
import { startTestApp } from "../support/app.ts"
import { builtClient, PAGE } from "../support/built-client.ts"

const ROOMS = "/api/chat/rooms"

test.each([
  ["PUT", ROOMS, "GET, HEAD, POST"],
  ["GET", `${ROOMS}/1`, "DELETE"],
  ["PATCH", `${ROOMS}/1/messages`, "GET, HEAD, POST"],
  ["POST", "/healthz", "GET, HEAD"],
])("a method that a path does not have gets 405: %s %s", async (method, path, allow) => {
  await using app = await startTestApp()
  const { status, headers, body } = await app.rest.ask(path, { method })
  expect(status).toBe(405)
  expect(headers.get("allow")?.split(", ").sort().join(", ")).toBe(allow)
  expect(body).toEqual({ detail: "Method Not Allowed" })
})

test("over the rate limit the answer says when to come back", async () => {
  await using app = await startTestApp({ rateLimit: true })
  const roomId = await app.room()
  const post = () => app.rest.post(`${ROOMS}/${roomId}/messages`, { username: "a", content: "hi" })
  const answers = await Promise.all(Array.from({ length: 30 }, post))
  const refused = answers.find(({ status }) => status === 429)
  expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThanOrEqual(1)
})

test("more than 1,000 rooms come in pages", async () => {
  await using app = await startTestApp()
  const numbers = Array.from({ length: 1_001 }, (_, n) => n)
  await Promise.all(numbers.map((n) => app.store.createRoom({ name: `${n}`, key: `${n}` })))
  const first = await app.rest.get(ROOMS)
  expect(first.body).toHaveLength(1_000)
  const [, next] = /^<(.+)>; rel="next"$/.exec(first.headers.get("link") ?? "") ?? []
  const second = await app.rest.get(String(next))
  expect(second.body).toHaveLength(1)
  expect(second.headers.get("link")).toBeNull()
})

test("a foreign page changes nothing, a friend's may", async () => {
  await using app = await startTestApp({ corsOrigins: ["https://friend.example"] })
  const create = (origin: string, path = ROOMS) => app.rest.post(path, { name: origin }, { origin })
  expect((await create("https://evil.example")).status).toBe(403)
  expect((await create("https://evil.example", "/trpc/rooms.create")).status).toBe(403)
  const friendly = await create("https://friend.example")
  expect(friendly.status).toBe(201)
  expect(friendly.headers.get("access-control-allow-origin")).toBe("https://friend.example")
  expect((await create(app.url)).status).toBe(201)
  const foreign = await app.rest.ask(ROOMS, { headers: { origin: "https://evil.example" } })
  expect(foreign.headers.get("access-control-allow-origin")).toBeNull()
})

test("tRPC takes no forms: any page could post them", async () => {
  await using app = await startTestApp()
  const form = new FormData()
  form.set("name", "planted")
  const { status } = await app.rest.ask("/trpc/rooms.create", { method: "POST", body: form })
  expect(status).toBe(415)
  expect((await app.rest.get(ROOMS)).body).toEqual([])
})

test("a tRPC batch over HTTP has at most 50 calls", async () => {
  await using app = await startTestApp()
  const batch = (n: number) =>
    app.rest.get(
      `/trpc/${Array.from({ length: n }, () => "rooms.list").join(",")}?batch=1&input={}`,
    )
  expect((await batch(50)).status).toBe(200)
  expect((await batch(51)).status).toBe(400)
})

test("a name in the header is read as UTF-8", async () => {
  await using app = await startTestApp()
  const roomId = await app.room()
  const name = Buffer.from("Zoë").toString("latin1")
  const message = { roomId, content: "hi", clientId: "1" }
  const headers = { "x-confab-username": name }
  const { body } = await app.rest.post("/trpc/messages.send", message, headers)
  expect(body.result.data).toMatchObject({ username: "Zoë" })
})

test("health and readiness", async () => {
  await using app = await startTestApp()
  expect((await app.rest.get("/healthz")).body).toEqual({ status: "ok" })
  expect((await app.rest.get("/readyz")).status).toBe(200)
  await app.store.close()
  expect((await app.rest.get("/readyz")).status).toBe(503)
  expect((await app.rest.get("/healthz")).status).toBe(200)
})

test("what is nowhere is 404, in words", async () => {
  await using app = await startTestApp()
  const { status, body } = await app.rest.get("/nowhere")
  expect([status, body]).toEqual([404, { detail: "Not Found" }])
})

test("every answer has the security headers", async () => {
  await using app = await startTestApp()
  const { headers } = await app.rest.get(ROOMS)
  expect(headers.get("content-security-policy")).toMatch(/^default-src 'none';script-src 'self';/)
  expect(headers.get("content-security-policy")).not.toMatch(/unsafe/)
  expect(headers.get("x-content-type-options")).toBe("nosniff")
})

test("the OpenAPI document describes every REST route with its answers", async () => {
  await using app = await startTestApp()
  const { body } = await app.rest.get("/openapi.json")
  const routes = Object.entries<Record<string, { responses: object }>>(body.paths).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, { responses }]) =>
        [method, path, ...Object.keys(responses)].join(" "),
      ),
  )
  expect(routes.sort()).toEqual([
    "delete /api/chat/rooms/{room_id} 204 404 422 429 503",
    "get /api/chat/rooms 200 422 429 503",
    "get /api/chat/rooms/{room_id}/messages 200 404 422 429 503",
    "post /api/chat/rooms 201 400 413 415 422 429 503",
    "post /api/chat/rooms/{room_id}/messages 200 201 400 404 409 413 415 422 429 503",
  ])
})

test.each(["/docs/", "/redoc"])(
  "%s is a page whose every part is served from here",
  async (page) => {
    await using app = await startTestApp()
    const { status, body } = await app.rest.get(page)
    expect(status).toBe(200)
    const parts = [...String(body).matchAll(/(?:src|href)="(?!data:)([^"#]+)"/g)].map(([, part]) =>
      String(part),
    )
    expect(parts.length).toBeGreaterThan(0)
    for (const part of parts) {
      const url = new URL(part, app.url + page)
      expect(url.origin).toBe(app.url)
      expect((await app.rest.get(url.pathname)).status, part).toBe(200)
    }
  },
)

test("the app's page lies under every address the app understands", async () => {
  await using client = await builtClient()
  await using app = await startTestApp({ webRoot: client.path })
  for (const path of ["/", "/rooms/1", "/rooms/1/messages/2"]) {
    const { status, headers, body } = await app.rest.get(path)
    expect([status, body]).toEqual([200, PAGE])
    expect(headers.get("cache-control")).toBe("no-cache")
  }
  expect((await app.rest.get("/elsewhere")).status).toBe(404)
})

test("assets are immutable and come precompressed to who understands that", async () => {
  await using client = await builtClient()
  await using app = await startTestApp({ webRoot: client.path })
  const asset = (encoding: string) =>
    app.rest.ask("/assets/app-abc123.js", { headers: { "accept-encoding": encoding } })
  const plain = await asset("identity")
  expect(plain.body).toBe("plain")
  expect(plain.headers.get("cache-control")).toBe("public, max-age=31536000, immutable")
  expect((await asset("gzip")).headers.get("content-encoding")).toBe("gzip")
})
