/** What an address may ask in a while, whatever comes of it. */
import { once } from "node:events"
import { connect } from "node:net"
import { expect, test } from "vitest"
import {
  CALL_BURST_PER_ADDRESS,
  CONNECTIONS_PER_ADDRESS_MAX,
  CREATE_BURST,
  SUBSCRIBE_BURST_PER_ADDRESS,
} from "../../src/server/limits.ts"
import { startTestApp, type TestApp } from "../support/app.ts"
import { askFrom } from "../support/from-address.ts"
import { openTrpcSocket, query, subscribe } from "../support/trpc-socket.ts"

test("an address that calls without end is told to wait, over HTTP and sockets alike", async () => {
  const factor = 60 / CALL_BURST_PER_ADDRESS
  await using app = await startTestApp({ rateLimit: true, addressFactor: factor })
  const unknown = (count: number) => Array.from({ length: count }, () => "rooms.nothing").join(",")
  const { status } = await app.rest.get(`/trpc/${unknown(40)}?batch=1`)
  expect(status).toBe(404)
  const refused = await app.rest.get(`/trpc/${unknown(40)}?batch=1`)
  expect(refused.status).toBe(429)
  expect(refused.body.error.data).toMatchObject({
    chatCode: "TOO_MANY_READS",
    retryAfterMs: expect.any(Number),
  })
  const flooding = openTrpcSocket(app)
  await flooding.tell(Array.from({ length: 50 }, (_, id) => query(id, "rooms.nothing")))
  expect(await flooding.closed).toBe(4029)
})

test("an address deletes rooms at a rate, whether or not they are there", async () => {
  await using app = await startTestApp({ rateLimit: true })
  const deletions = Array.from({ length: CREATE_BURST + 20 }, () =>
    app.rest.delete("/api/chat/rooms/99"),
  )
  const statuses = (await Promise.all(deletions)).map(({ status }) => status)
  expect(statuses.filter((status) => status === 404).length).toBeGreaterThanOrEqual(CREATE_BURST)
  expect(statuses).toContain(429)
})

test("an address that begins and ends subscriptions without end is told to wait", async () => {
  const factor = 20 / SUBSCRIBE_BURST_PER_ADDRESS
  await using app = await startTestApp({ rateLimit: true, addressFactor: factor })
  const roomId = await app.room()
  const restless = openTrpcSocket(app)
  const refused = () =>
    restless.frames.filter((frame) => JSON.stringify(frame).includes("TOO_MANY_CONNECTIONS"))
  for (let id = 0; id < 23; id++) {
    await restless.tell(subscribe(id, "onRoomEvent", { roomId }))
    await restless.answers(id, 1)
    await restless.tell({ id, method: "subscription.stop" })
  }
  expect(refused().length).toBeGreaterThan(0)
  expect(refused().length).toBeLessThan(4)
})

/** As many connections as are asked for, which say nothing, and how many of them the server has ended. */
async function openSilent({ url }: TestApp, count: number) {
  const port = Number(new URL(url).port)
  const sockets = Array.from({ length: count }, () => connect(port, "127.0.0.1"))
  let ended = 0
  for (const socket of sockets) socket.on("error", () => undefined).on("close", () => ended++)
  await Promise.all(sockets.map((socket) => once(socket, "connect")))
  return { sockets, ended: () => ended }
}

test("an address has a bounded number of connections, whatever they ask, and others have theirs", async () => {
  const addressFactor = 5 / CONNECTIONS_PER_ADDRESS_MAX
  await using app = await startTestApp({ rateLimit: true, addressFactor })
  const { sockets, ended } = await openSilent(app, 7)
  await expect.poll(ended).toBe(2)
  expect(await askFrom("127.0.0.1", `${app.url}/healthz`)).toMatchObject({ status: "cut" })
  expect(await askFrom("127.0.0.2", `${app.url}/healthz`)).toMatchObject({ status: 200 })
  for (const socket of sockets) socket.destroy()
  await expect.poll(async () => (await askFrom("127.0.0.1", `${app.url}/healthz`)).status).toBe(200)
})

test("a proxy's connections are not counted: it speaks for many", async () => {
  const addressFactor = 5 / CONNECTIONS_PER_ADDRESS_MAX
  await using app = await startTestApp({
    rateLimit: true,
    addressFactor,
    trustProxy: ["127.0.0.1"],
  })
  const { sockets, ended } = await openSilent(app, 10)
  expect(await askFrom("127.0.0.1", `${app.url}/healthz`)).toMatchObject({ status: 200 })
  expect(ended()).toBe(0)
  for (const socket of sockets) socket.destroy()
})
