/** What Prometheus is told, and who may ask. */
import { once } from "node:events"
import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import { expect, test } from "vitest"
import { WebSocket } from "ws"
import { startTestApp } from "../support/app.ts"
import { askByHand } from "../support/ask-by-hand.ts"
import { openEventStream } from "../support/event-stream.ts"

const metricsToken = "s3cret"
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })

async function startMeasured(options: Parameters<typeof startTestApp>[0] = {}) {
  const app = await startTestApp({ metricsToken, ...options })
  const text = async () => (await app.rest.ask("/metrics", bearer(metricsToken))).body as string
  return {
    ...app,
    text,
    /** The value of one line, undefined where there is none. */
    async figure(line: string) {
      const lines = (await text()).split("\n")
      const found = lines.find((one) => one.startsWith(`${line} `))
      return found === undefined ? undefined : Number(found.slice(line.length))
    },
  }
}

test("without a token of its own the server has no metrics", async () => {
  await using app = await startTestApp()
  for (const asked of [{}, bearer(""), bearer("null"), bearer(metricsToken)])
    expect(await app.rest.ask("/metrics", asked)).toMatchObject({
      status: 404,
      body: { detail: "Not Found" },
    })
})

test("only the token opens the metrics, for anybody else there are none", async () => {
  await using app = await startMeasured()
  const ask = async (init: RequestInit) => (await app.rest.ask("/metrics", init)).status
  expect(await ask(bearer(metricsToken))).toBe(200)
  expect(await ask({ headers: { authorization: `bearer ${metricsToken}` } })).toBe(200)
  for (const wrong of ["", "S3cret", `${metricsToken}x`, metricsToken.slice(1)])
    expect(await ask(bearer(wrong))).toBe(404)
  expect(await ask({})).toBe(404)
  expect(await ask({ headers: { authorization: metricsToken } })).toBe(404)
  expect(await ask({ method: "POST", ...bearer(metricsToken) })).toBe(404)
})

test("a proxy that keeps /metrics inside keeps all ways to write it inside", async () => {
  await using app = await startMeasured({ basePath: "/chat/" })
  const ask = async (path: string) => (await askByHand(app.url, path, bearer(metricsToken))).status
  expect(await ask("/metrics")).toBe(200)
  expect(await ask("/metrics?name=up")).toBe(200)
  for (const path of [
    ...[
      "/metrics/",
      "//metrics",
      "/%6detrics",
      "/metric%73",
      "/Metrics",
      "/metrics/?x",
      "/./metrics",
    ],
    ...["/chat/metrics", "/chat//metrics", "/chat/../metrics", "/metrics%2f", "/metrics;x"],
  ])
    expect([path, await ask(path)]).toEqual([path, 404])
})

test("what people do is counted", async () => {
  await using app = await startMeasured()
  const roomId = await app.room()
  const ann = app.raw(roomId, { username: "ann" })
  const bo = app.raw(roomId, { username: "bo" })
  const cleo = app.client("cleo")
  await Promise.all([ann.hears("users_list"), bo.hears("users_list")])
  const told = Number(await app.figure("confab_deliveries_total"))
  await cleo.rooms.list.query()
  for (const n of [1, 2, 3])
    await cleo.messages.send.mutate({ roomId, content: `${n}`, clientId: `${n}` })
  for (const socket of [ann, bo]) await expect.poll(() => socket.all("message").length).toBe(3)

  expect(await app.figure("confab_messages_stored_total")).toBe(3)
  expect(await app.figure("confab_send_seconds_count")).toBe(3)
  expect(await app.figure('confab_send_seconds_bucket{le="+Inf"}')).toBe(3)
  expect(await app.figure("confab_commit_changes_sum")).toBeGreaterThanOrEqual(4)
  expect(await app.figure('confab_connections{door="raw"}')).toBe(2)
  expect(await app.figure('confab_connections{door="trpc"}')).toBe(1)
  expect(await app.figure("confab_rooms_followed")).toBe(1)
  expect(await app.figure("confab_outbox_bytes")).toBe(0)
  // Three messages for two people, and their fresh list of who is there where it came in between.
  expect(Number(await app.figure("confab_deliveries_total")) - told).toBeGreaterThanOrEqual(6)
  expect(Number(await app.figure("confab_deliveries_total")) - told).toBeLessThan(12)
  expect(await app.figure("nodejs_eventloop_lag_p99_seconds")).toBeGreaterThan(0)
  expect(await app.figure("process_resident_memory_bytes")).toBeGreaterThan(1_000_000)
})

test("what is refused is counted by its code, whatever the door", async () => {
  await using app = await startMeasured()
  const roomId = await app.room()
  await app.rest.post("/api/chat/rooms", { name: "lobby" })
  await app.rest.post("/api/chat/rooms", { name: "" })
  await app
    .client("ann")
    .rooms.create.mutate({ name: "lobby" })
    .catch(() => undefined)
  await app
    .client("ann")
    .rooms.create.mutate({ name: "" })
    .catch(() => undefined)
  const bo = app.raw(roomId, { username: "bo" })
  await bo.send("{")
  await bo.hears("error")
  await app.raw("1/2", { username: "bo" }).refused

  expect(await app.figure('confab_refusals_total{code="ROOM_NAME_TAKEN"}')).toBe(2)
  expect(await app.figure('confab_refusals_total{code="HTTP_422"}')).toBe(1)
  expect(await app.figure('confab_refusals_total{code="BAD_REQUEST"}')).toBe(1)
  expect(await app.figure('confab_refusals_total{code="INVALID_JSON"}')).toBe(1)
  expect(await app.figure('confab_refusals_total{code="UPGRADE_404"}')).toBe(1)
})

test("who is closed is counted by our code, heard or not", async () => {
  await using app = await startMeasured()
  const roomId = await app.room()
  const closed = (code: number | "client") =>
    app.figure(`confab_connections_closed_total{code="${code}"}`)
  const ann = app.raw(roomId, { username: "ann" })
  await ann.hears("users_list")
  await ann.send(Buffer.from("binary"))
  const bo = app.raw(roomId, { username: "bo" })
  await bo.hears("users_list")
  bo.socket.close(1000)
  const cleo = app.raw(roomId, { username: "cleo" })
  await cleo.hears("users_list")
  cleo.terminate()
  await app.raw(99, { username: "dev" }).closed

  await expect.poll(() => closed(1003)).toBe(1)
  await expect.poll(() => closed("client")).toBe(1)
  await expect.poll(() => closed(1006)).toBe(1)
  await expect.poll(() => closed(4004)).toBe(1)
})

test("event streams are counted as connections, and by code where the server ends them", async () => {
  await using app = await startMeasured()
  const input = { roomId: await app.room() }
  const open = () => app.figure('confab_connections{door="events"}')
  const [ann, bo] = [
    await openEventStream({ ...app, input }),
    await openEventStream({ ...app, input }),
  ]
  await Promise.all([ann.reads("users_list"), bo.reads("users_list")])
  expect(await open()).toBe(2)
  ann.socket.destroy()
  await expect.poll(open).toBe(1)
  await app.rest.delete(`/api/chat/rooms/${input.roomId}`)
  await bo.closed
  expect(await open()).toBe(0)
  const closed = (await app.text()).match(/^confab_connections_closed_total.*$/gm)
  expect(closed).toEqual(['confab_connections_closed_total{code="4004"} 1'])
})

test("whatever code a client leaves with, it is one figure and none of ours", async () => {
  await using app = await startMeasured()
  const roomId = await app.room()
  const url = `${app.url.replace(/^http/, "ws")}/trpc`
  async function leave(code: number) {
    const ann = app.raw(roomId, { username: "ann" })
    await ann.hears("users_list")
    ann.socket.close(code)
    const trpc = new WebSocket(url)
    await once(trpc, "open")
    trpc.close(code)
    await Promise.all([ann.closed, once(trpc, "close")])
  }
  const codes = [1000, 1003, 1011, 1012, 1013, 3000, 4001, 4004, 4029, 4999]
  const odd = Array.from({ length: 40 }, (_, n) => 4100 + n)
  await Promise.all([...codes, ...odd].map(leave))
  const silent = app.raw(roomId, { username: "ann" })
  await silent.hears("users_list")
  silent.socket.close()

  await expect.poll(() => app.figure('confab_connections_closed_total{code="client"}')).toBe(101)
  expect((await app.text()).match(/^confab_connections_closed_total\{/gm)).toHaveLength(1)
})

test("what a client sends does not make a new figure", async () => {
  await using app = await startMeasured()
  const roomId = await app.room()
  const series = async () => (await app.text()).match(/^confab_refusals_total\{.*\}/gm) ?? []
  async function ask(word: string) {
    const headers = { "content-type": `application/${word}`, "x-confab-username": word }
    await app.rest.ask(`/trpc/${word}.${word}`, { headers })
    await app.rest.ask(`/trpc/${word}`, { method: "POST", headers, body: word })
    await app.rest.ask(`/api/chat/${word}`)
    await app.rest.ask(`/api/chat/rooms/${word}/messages`)
    await app.rest.ask("/api/chat/rooms", { method: "POST", headers, body: word })
    await app.raw(word, { username: word }).closed
    await app.raw(`1/${word}`, { username: word }).refused
    const ann = app.raw(roomId, { username: word })
    await ann.send(JSON.stringify({ type: word }))
    await ann.hears("error")
    ann.terminate()
  }
  await ask("some")
  const known = await series()
  expect(known.length).toBeGreaterThan(3)
  for (const word of ["TOO_MANY_MESSAGES", "INTERNAL", "other"]) await ask(word)
  expect(await series()).toEqual(known)
})

test("every metric of ours says what it is, in Prometheus' own form", async () => {
  await using app = await startMeasured()
  const text = await app.text()
  const ours = [...text.matchAll(/^# TYPE (confab_\w+) (\w+)$/gm)]
  expect(ours.length).toBeGreaterThan(10)
  for (const [, name, type] of ours) {
    expect(text).toContain(`# HELP ${name} `)
    expect(name?.endsWith("_total")).toBe(type === "counter")
  }
})

test("the operator's manual names every metric of ours with its label, and none that is not there", async () => {
  await using app = await startMeasured()
  const ann = app.raw(99, { username: "ann" })
  expect(await ann.closed).toBe(4004)
  await expect.poll(() => app.figure('confab_connections_closed_total{code="4004"}')).toBe(1)
  const text = await app.text()
  const labelOf = (name: string) =>
    new RegExp(`^${name}{(door|code|resource)=`, "m").exec(text)?.[1]
  const exposed = [...text.matchAll(/^# TYPE (confab_\w+) /gm)].map(([, name = ""]) => {
    const label = labelOf(name)
    return label ? `${name}{${label}}` : name
  })

  const manual = readFileSync(resolve(import.meta.dirname, "../../docs/operations.md"), "utf8")
  const described = [...manual.matchAll(/^\| `(confab_[^`]+)` \|/gm)].map(([, name]) => name)
  expect(described.toSorted()).toEqual(exposed.toSorted())
  // Of a process other systems tell less than Linux does.
  const kinds = process.platform === "linux" ? "nodejs|process" : "nodejs"
  for (const [, name] of manual.matchAll(new RegExp(`\`((?:${kinds})_\\w+)\``, "g")))
    expect(text).toContain(`# TYPE ${name} `)
})
