/** Under a path of a proxy that other programs share: whether the proxy leaves the path on or takes it off. */
import { describe, expect, test } from "vitest"
import { createChatClient } from "../../src/client/sdk/index.ts"
import { startTestApp } from "../support/app.ts"
import { askByHand } from "../support/ask-by-hand.ts"
import { builtClient } from "../support/built-client.ts"
import { reach } from "../support/reach.ts"
import { doors } from "../support/visitors.ts"

const ROOMS = "/api/chat/rooms"
const basePath = "/apps/chat/"

describe.each([
  ["left on", "/apps/chat"],
  ["taken off", ""],
])("with its path %s", (_, path) => {
  test.each(doors)("the server is there through $name", async (door) => {
    await using app = await startTestApp({ basePath })
    const server = reach(app.url + path)
    const ann = door.visit(server, "ann")
    const { id: roomId } = await ann.createRoom("lobby")
    const sent = await ann.send({ roomId, content: "hi", clientId: "1" })
    expect(await ann.history({ roomId })).toEqual([sent])
    expect((await ann.rooms()).map(({ name }) => name)).toEqual(["lobby"])
    await server.leaveAll()
  })

  test("the page lies under the app's addresses and names its parts where they are", async () => {
    await using client = await builtClient()
    await using app = await startTestApp({ basePath, webRoot: client.path })
    for (const place of ["/", "/rooms/1", "/rooms/1/messages/2", "/index.html"]) {
      const { status, headers, body } = await app.rest.get(path + place)
      expect([place, status, headers.get("cache-control")]).toEqual([place, 200, "no-cache"])
      expect(headers.get("content-security-policy")).toMatch(/base-uri 'none'/)
      const parts = [...String(body).matchAll(/(?:src|href)="([^"]+)"/g)].map(([, part]) => part)
      expect(parts).toEqual(["/apps/chat/favicon.svg", "/apps/chat/assets/app-abc123.js"])
      for (const part of parts) {
        const asked = String(part).replace("/apps/chat", path)
        expect((await app.rest.get(asked)).status, asked).toBe(200)
      }
    }
    expect((await app.rest.get(`${path}/elsewhere`)).status).toBe(404)
  })

  test.each(["/docs", "/docs/", "/redoc"])("every part of %s is served", async (page) => {
    await using app = await startTestApp({ basePath })
    const { status, body } = await app.rest.get(path + page)
    expect(status).toBe(200)
    const parts = [...String(body).matchAll(/(?:src|href|spec-url)="(?!data:)([^"#]+)"/g)]
    expect(parts.length).toBeGreaterThan(0)
    for (const [, part] of parts) {
      const { pathname } = new URL(String(part), `http://proxy/apps/chat${page}`)
      expect(pathname).toMatch(/^\/apps\/chat\//)
      const asked = pathname.replace("/apps/chat", path)
      expect((await app.rest.get(asked)).status, asked).toBe(200)
    }
    const { body: described } = await app.rest.get(`${path}/openapi.json`)
    expect(described.servers).toMatchObject([{ url: "/apps/chat" }])
  })

  test("the list of rooms goes on where the caller finds it", async () => {
    await using app = await startTestApp({ basePath })
    const numbers = Array.from({ length: 1_001 }, (_, n) => n)
    await Promise.all(numbers.map((n) => app.store.createRoom({ name: `${n}`, key: `${n}` })))
    const { headers } = await app.rest.get(path + ROOMS)
    const [, next = ""] = /^<(.+)>; rel="next"$/.exec(headers.get("link") ?? "") ?? []
    expect(next).toMatch(/^\/apps\/chat\/api\/chat\/rooms\?after=/)
    expect((await app.rest.get(next.replace("/apps/chat", path))).body).toHaveLength(1)
  })
})

test("whoever leaves out the last slash is sent there", async () => {
  await using client = await builtClient()
  await using app = await startTestApp({ basePath, webRoot: client.path })
  const { status, headers } = await askByHand(app.url, "/apps/chat")
  expect([status, headers.location]).toEqual([308, "/apps/chat/"])
})

test("addresses that only look like the path are not its", async () => {
  await using app = await startTestApp({ basePath })
  for (const path of ["/apps/chatter/healthz", "/apps/healthz", "/Apps/Chat/healthz"])
    expect((await app.rest.get(path)).status).toBe(404)
  expect(await reach(`${app.url}/apps/chatter`).raw(1, { username: "ann" }).refused).toBe(404)
})

test.each(["", "/", "/apps/chat", "/apps/chat/", "/apps/chat/?x#y"])(
  "the typed client takes the server's address with a path: %s",
  async (path) => {
    await using app = await startTestApp({ basePath })
    await app.room()
    const ann = createChatClient({ url: app.url + path, username: "ann" })
    expect(await ann.rooms.list.query()).toHaveLength(1)
    await ann.close()
  },
)
