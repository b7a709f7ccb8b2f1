/** A page of any site can let its own name lead here, and then is our own page to its browser: by the name it is known. */
import { once } from "node:events"
import { connect } from "node:net"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { AppOptions } from "../../src/server/app.ts"
import { startTestApp, type TestApp } from "../support/app.ts"
import { askByHand } from "../support/ask-by-hand.ts"
import { builtClient } from "../support/built-client.ts"
import { openRawSocket } from "../support/raw-socket.ts"

const ROOMS = "/api/chat/rooms"
const MISDIRECTED = 421
const JSON_TYPE = { "content-type": "application/json" }

/** As a page asks that was loaded from this host. */
const ofPage = (host: string) => ({ host, origin: `http://${host}` })

const asksFor = (app: TestApp, headers: Record<string, string>, path = ROOMS) =>
  askByHand(app.url, path, { headers }).then(({ status }) => status)

describe("the server as it is by default, on this machine alone", () => {
  let app: TestApp
  let client: Awaited<ReturnType<typeof builtClient>>
  beforeAll(async () => {
    client = await builtClient()
    app = await startTestApp({ webRoot: client.path })
  })
  afterAll(async () => {
    await app[Symbol.asyncDispose]()
    await client[Symbol.asyncDispose]()
  })

  test.each([
    "localhost",
    "localhost:8000",
    "LocalHost",
    "localhost.",
    "chat.localhost:3000",
    "127.0.0.1",
    "127.0.0.1.",
    "127.1:80",
    "2130706433",
    "0x7f.0.0.1",
    "192.168.1.20:8000",
    "[::1]",
    "[::1]:8000",
    "[::ffff:127.0.0.1]",
    "[2001:DB8::1]:443",
  ])("goes by %s", async (host) => {
    expect(await asksFor(app, { host })).toBe(200)
    expect(await asksFor(app, ofPage(host))).toBe(200)
  })

  test.each([
    "evil.example",
    "evil.example:8000",
    "EVIL.example.",
    "localhost.evil.example",
    "localhost%2eevil.example",
    "127.0.0.1.evil.example",
    "127.0.0.1.nip.io",
    "bücher.example",
  ])("does not go by %s", async (name) => {
    const host = Buffer.from(name).toString("latin1")
    expect(await asksFor(app, { host })).toBe(MISDIRECTED)
    expect(await asksFor(app, { host, origin: "http://localhost:8000" })).toBe(MISDIRECTED)
  })

  test("goes by a name without a dot for programs, and for no page", async () => {
    expect(await asksFor(app, { host: "notlocalhost" })).toBe(200)
    expect(await asksFor(app, ofPage("notlocalhost"))).toBe(MISDIRECTED)
  })

  test.each([
    "localhost@evil.example",
    "evil.example@localhost",
    "localhost/evil.example",
    "localhost?evil.example",
    "localhost#evil.example",
    "localhost\\evil.example",
    "localhost:99999",
    "[::1",
    "a b",
  ])("takes %j for no host at all", async (host) => {
    expect(await asksFor(app, { host })).toBe(400)
  })

  test("answers who names no host, as HTTP/1.0 allows", async () => {
    const socket = connect(Number(new URL(app.url).port), "127.0.0.1")
    socket.write("GET /readyz HTTP/1.0\r\n\r\n")
    const [answer] = await once(socket, "data")
    expect(String(answer)).toMatch(/^HTTP\/1\.1 200 /)
    socket.destroy()
  })

  test("has no door that a foreign name opens", async () => {
    const roomId = await app.room()
    const asked = [
      ...[
        "/",
        "/rooms/1",
        "/assets/app-abc123.js",
        "/docs",
        "/docs/static/index.css",
        "/openapi.json",
      ],
      ...[ROOMS, `${ROOMS}/${roomId}/messages`, "/trpc/rooms.list", "/trpc/onRoomsChanged"],
      "/nowhere",
    ].map((path) => ["GET", path] as const)
    const changes = [
      ["POST", ROOMS],
      ["POST", "/trpc/rooms.create"],
      ["DELETE", `${ROOMS}/${roomId}`],
      ["OPTIONS", ROOMS],
    ] as const
    for (const headers of [{ host: "evil.example:8000" }, ofPage("evil.example:8000")]) {
      for (const [method, path] of [...asked, ...changes]) {
        const body = method === "POST" ? JSON.stringify({ name: "planted" }) : ""
        const all = { ...headers, ...(body && JSON_TYPE) }
        const { status, body: said } = await askByHand(app.url, path, {
          method,
          headers: all,
          body,
        })
        expect([method, path, status]).toEqual([method, path, MISDIRECTED])
        expect(said).toContain("PUBLIC_URL")
      }
      for (const path of ["/trpc", `/ws/chat/${roomId}?username=ann`])
        expect(await openRawSocket(app.url + path, { headers }).refused).toBe(MISDIRECTED)
    }
    expect((await app.rest.get(ROOMS)).body).toHaveLength(1)
  })

  test("tells machines under any name that it is well, but no page", async () => {
    for (const path of ["/healthz", "/readyz"]) {
      expect(await asksFor(app, { host: "node-a.internal.example" }, path)).toBe(200)
      expect(await asksFor(app, ofPage("evil.example"), path)).toBe(MISDIRECTED)
    }
  })
})

type Options = Partial<AppOptions>
type Names = { answered: string[]; refused: string[] }
type Row = [title: string, options: Options, names: Names]

const everywhere = { host: "0.0.0.0" }
const rows: Row[] = [
  [
    "with PUBLIC_URL it goes by that name, at any port",
    { publicUrl: "https://chat.example/talk" },
    {
      answered: ["chat.example", "CHAT.example.:8443", "localhost", "10.1.2.3"],
      refused: ["evil.example", "example", "www.chat.example"],
    },
  ],
  [
    "the pages of CORS_ORIGINS are friends: it goes by their names too",
    { corsOrigins: ["https://friend.example", "http://bücher.example:3000"] },
    { answered: ["friend.example", "xn--bcher-kva.example"], refused: ["evil.example"] },
  ],
  [
    "open to every page, it goes by every name",
    { corsOrigins: ["*"] },
    { answered: ["evil.example"], refused: [] },
  ],
  [
    "open to the network and told nothing, it goes by any name",
    everywhere,
    { answered: ["node-a:8000", "chat.example"], refused: [] },
  ],
  [
    "open to the network, it keeps to PUBLIC_URL where there is one",
    { ...everywhere, publicUrl: "https://chat.example" },
    {
      answered: ["chat.example", "localhost", "172.30.53.3:8000"],
      refused: ["evil.example", "node-a:8000"],
    },
  ],
  [
    "behind a proxy it does not go by whatever the proxy was asked for",
    { ...everywhere, trustProxy: ["10.0.0.1"] },
    { answered: ["localhost", "172.30.53.3:8000"], refused: ["evil.example"] },
  ],
]

describe("told where it is", () => {
  test.each(rows)("%s", async (_, options, { answered, refused }) => {
    await using app = await startTestApp(options)
    const at = { ...app, url: app.url.replace("0.0.0.0", "127.0.0.1") }
    for (const host of answered) {
      expect([host, await asksFor(at, ofPage(host))]).toEqual([host, 200])
      expect([host, await asksFor(at, { host, "sec-fetch-site": "none" })]).toEqual([host, 200])
    }
    for (const host of refused) {
      expect([host, await asksFor(at, ofPage(host))]).toEqual([host, MISDIRECTED])
      const visit = { host, "sec-fetch-site": "none" }
      expect([host, await asksFor(at, visit)]).toEqual([host, MISDIRECTED])
    }
  })
})

test("programs beside it may call it as their container does, which no page can", async () => {
  await using app = await startTestApp({ ...everywhere, publicUrl: "https://chat.example" })
  const at = { ...app, url: app.url.replace("0.0.0.0", "127.0.0.1") }
  expect(await asksFor(at, { host: "node-a:8000" })).toBe(200)
  expect(await asksFor(at, { host: "evil.example" })).toBe(MISDIRECTED)
})

test("what a proxy says it was asked for counts, if the proxy is trusted", async () => {
  const publicUrl = "https://chat.example"
  const through = (host: string) => ({ host: "nodes.example", "x-forwarded-host": host })
  await using trusting = await startTestApp({ publicUrl, trustProxy: ["loopback"] })
  expect(await asksFor(trusting, { ...through("chat.example"), origin: publicUrl })).toBe(200)
  expect(await asksFor(trusting, through("evil.example"))).toBe(MISDIRECTED)
  await using wary = await startTestApp({ publicUrl })
  expect(await asksFor(wary, through("chat.example"))).toBe(MISDIRECTED)
})

test("the page at PUBLIC_URL is our own, whatever the proxy makes of the host", async () => {
  await using app = await startTestApp({ publicUrl: "https://chat.example/talk" })
  const roomId = await app.room()
  const origin = "https://chat.example"
  expect((await app.rest.post(ROOMS, { name: "garden" }, { origin })).status).toBe(201)
  const socket = openRawSocket(`${app.url}/ws/chat/${roomId}?username=ann`, { origin })
  await socket.hears("users_list")
  socket.terminate()
  const almost = "https://chat.example:8443"
  expect((await app.rest.post(ROOMS, { name: "attic" }, { origin: almost })).status).toBe(403)
})
