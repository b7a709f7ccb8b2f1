/** What is counted by address, because it needs no name: new rooms and new sockets. */
import { expect, test } from "vitest"
import { CREATE_BURST, UPGRADE_BURST } from "../../src/shared/limits.ts"
import { startTestApp, type TestApp } from "../support/app.ts"
import { openRawSocket } from "../support/raw-socket.ts"

const from = (address: string) => ({ "x-forwarded-for": address })

/** Far more than may be let in, however slow the machine that counts. */
const TRIES_MAX = 3_000

/** Half through REST and half through tRPC, until one is refused; answers how many were created. */
async function createRooms({ rest }: TestApp, address: string) {
  for (let n = 0; n < TRIES_MAX; n++) {
    const path = n % 2 === 0 ? "/api/chat/rooms" : "/trpc/rooms.create"
    const { status } = await rest.post(path, { name: `${address} ${n}` }, from(address))
    if (status === 429) return n
    expect(status).toBeLessThan(300)
  }
  throw new Error("nobody was refused")
}

test("an address creates 200 rooms at once, then is told how long to wait", async () => {
  await using app = await startTestApp({ rateLimit: true, trustProxy: ["loopback"] })
  expect(await createRooms(app, "203.0.113.1")).toBeGreaterThanOrEqual(CREATE_BURST)
  const refused = await app.rest.post("/api/chat/rooms", { name: "x" }, from("203.0.113.1"))
  expect(refused.headers.get("retry-after")).toBe("1")
  const other = await app.rest.post("/api/chat/rooms", { name: "x" }, from("203.0.113.2"))
  expect(other.status).toBe(201)
})

test("whoever has an IPv6 address has its whole network: it counts as one", async () => {
  await using app = await startTestApp({ rateLimit: true, trustProxy: ["loopback"] })
  await createRooms(app, "2001:db8:1:2::1")
  const create = (address: string) =>
    app.rest.post("/api/chat/rooms", { name: address }, from(address))
  expect((await create("2001:db8:1:2:ffff::9")).status).toBe(429)
  expect((await create("2001:db8:1:3::1")).status).toBe(201)
})

test("without a trusted proxy nobody is believed to be somebody else", async () => {
  await using app = await startTestApp({ rateLimit: true })
  await createRooms(app, "203.0.113.1")
  const other = await app.rest.post("/api/chat/rooms", { name: "x" }, from("203.0.113.2"))
  expect(other.status).toBe(429)
})

test("an address opens 500 sockets at once, then is told how long to wait", async () => {
  await using app = await startTestApp({ rateLimit: true, trustProxy: ["loopback"] })
  const knock = (address: string) =>
    openRawSocket(`${app.url}/ws/chat/7?username=ann`, { headers: from(address) })
  const outcome = async ({ closed, refused }: ReturnType<typeof knock>) =>
    Promise.race([refused, closed])
  const outcomes: (number | undefined)[] = []
  while (!outcomes.includes(429) && outcomes.length < TRIES_MAX) {
    const knocks = Array.from({ length: UPGRADE_BURST / 2 }, () => knock("203.0.113.1"))
    outcomes.push(...(await Promise.all(knocks.map(outcome))))
  }
  expect(outcomes.filter((code) => code === 4004).length).toBeGreaterThanOrEqual(UPGRADE_BURST)
  expect(outcomes).toContain(429)
  expect(await outcome(knock("203.0.113.2"))).toBe(4004)
})
