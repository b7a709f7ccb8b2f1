/** What is counted by address, because it needs no name: new rooms and new sockets. */
import { expect, test } from "vitest"
import {
  CREATE_BURST,
  READ_BURST_PER_ADDRESS,
  SEND_BURST,
  SEND_BURST_PER_ADDRESS,
  SOCKETS_PER_ADDRESS_MAX,
  SUBSCRIPTIONS_PER_ADDRESS_MAX,
  TYPING_BURST_PER_ADDRESS,
  UPGRADE_BURST,
} from "../../src/server/limits.ts"
import { startTestApp, type TestApp } from "../support/app.ts"
import { openRawSocket } from "../support/raw-socket.ts"
import { openTrpcSocket, subscribe } from "../support/trpc-socket.ts"

const from = (address: string) => ({ "x-forwarded-for": address })

/** Far more than may be let in, however slow the machine that counts. */
const TRIES_MAX = 3_000

/** Half through REST and half through tRPC, until one is refused; answers how many were created, and the refusal. */
async function createRooms({ rest }: TestApp, address: string) {
  for (let n = 0; n < TRIES_MAX; n++) {
    const path = n % 2 === 0 ? "/api/chat/rooms" : "/trpc/rooms.create"
    const answer = await rest.post(path, { name: `${address} ${n}` }, from(address))
    if (answer.status === 429) return { created: n, isRest: n % 2 === 0, refused: answer }
    expect(answer.status).toBeLessThan(300)
  }
  throw new Error("nobody was refused")
}

test("an address creates 200 rooms at once, then is told how long to wait", async () => {
  await using app = await startTestApp({ rateLimit: true, trustProxy: ["loopback"] })
  const { created, isRest, refused } = await createRooms(app, "203.0.113.1")
  expect(created).toBeGreaterThanOrEqual(CREATE_BURST)
  if (isRest) expect(refused.headers.get("retry-after")).toBe("1")
  else expect(refused.body.error.data.retryAfterMs).toBeLessThanOrEqual(1_000)
  const other = await app.rest.post("/api/chat/rooms", { name: "x" }, from("203.0.113.2"))
  expect(other.status).toBe(201)
})

test("whoever has an IPv6 address has its whole network: it counts as one", async () => {
  await using app = await startTestApp({ rateLimit: true, trustProxy: ["loopback"] })
  await createRooms(app, "2001:db8:1:2::1")
  const create = (address: string) =>
    app.rest.post("/api/chat/rooms", { name: address }, from(address))
  // Some came back in the meantime.
  expect((await createRooms(app, "2001:db8:1:2:ffff::9")).created).toBeLessThan(CREATE_BURST / 2)
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

/** Sends until one is refused; answers how many were taken. */
async function sendAs({ rest }: TestApp, roomId: number, sender: (n: number) => [string, string]) {
  for (let n = 0; n < TRIES_MAX; n++) {
    const [username, address] = sender(n)
    const message = { username, content: `${n}` }
    const { status } = await rest.post(`/api/chat/rooms/${roomId}/messages`, message, from(address))
    if (status === 429) return n
    expect(status).toBe(201)
  }
  throw new Error("nobody was refused")
}

test("a flood under somebody else's name silences the flooder only", async () => {
  await using app = await startTestApp({ rateLimit: true, trustProxy: ["loopback"] })
  const roomId = await app.room()
  expect(await sendAs(app, roomId, () => ["ann", "203.0.113.1"])).toBeGreaterThanOrEqual(SEND_BURST)
  const [ann, elsewhere] = ["Ann", "203.0.113.2"]
  expect(await sendAs(app, roomId, () => [ann, elsewhere])).toBeGreaterThanOrEqual(SEND_BURST)
})

test("an address sends so much under all its names, others go on", async () => {
  const addressFactor = 0.1
  const burst = SEND_BURST_PER_ADDRESS * addressFactor
  await using app = await startTestApp({ rateLimit: true, trustProxy: ["loopback"], addressFactor })
  const roomId = await app.room()
  const taken = await sendAs(app, roomId, (n) => [`name ${n}`, "203.0.113.1"])
  expect(taken).toBeGreaterThanOrEqual(burst)
  expect(taken).toBeLessThan(3 * burst)
  expect(await sendAs(app, roomId, (n) => [`name ${n}`, "203.0.113.2"])).toBeGreaterThanOrEqual(
    burst,
  )
})

test("an address has so many sockets open at the same time", async () => {
  const addressFactor = 0.01
  await using app = await startTestApp({ rateLimit: true, trustProxy: ["loopback"], addressFactor })
  const roomId = await app.room()
  const open = (address: string, n: number) =>
    openRawSocket(`${app.url}/ws/chat/${roomId}?username=u${n}`, { headers: from(address) })
  const sockets = Array.from({ length: SOCKETS_PER_ADDRESS_MAX * addressFactor }, (_, n) =>
    open("203.0.113.1", n),
  )
  await Promise.all(sockets.map((socket) => socket.hears("users_list")))
  expect(await open("203.0.113.1", 99).refused).toBe(429)
  await open("203.0.113.2", 99).hears("users_list")
  sockets[0]?.terminate()
  const openAgain = () => {
    const again = open("203.0.113.1", 98)
    return Promise.race([again.refused, again.hears("join")])
  }
  await expect.poll(openAgain).toMatchObject({ type: "join" })
})

test("an address reads so much at once, then is told how long to wait", async () => {
  const addressFactor = 0.01
  await using app = await startTestApp({ rateLimit: true, trustProxy: ["loopback"], addressFactor })
  const list = (address: string) => app.rest.ask("/api/chat/rooms", { headers: from(address) })
  const burst = READ_BURST_PER_ADDRESS * addressFactor
  const answers = await Promise.all(Array.from({ length: 3 * burst }, () => list("203.0.113.1")))
  const refused = answers.filter(({ status }) => status === 429)
  expect(answers.length - refused.length).toBeGreaterThanOrEqual(burst)
  expect(refused.length).toBeGreaterThan(0)
  expect(refused[0]?.headers.get("retry-after")).toBe("1")
  expect((await list("203.0.113.2")).status).toBe(200)
})

test("what is typed under all names of an address is passed on up to a bound", async () => {
  const addressFactor = 0.1
  await using app = await startTestApp({ rateLimit: true, addressFactor })
  const roomId = await app.room()
  const observer = app.raw(roomId, { username: "observer" })
  await observer.hears("users_list")
  const burst = TYPING_BURST_PER_ADDRESS * addressFactor
  for (let n = 0; n < 5 * burst; n++) {
    const { status } = await app.rest.post(
      "/trpc/typing.set",
      { roomId, isTyping: true },
      { "x-confab-username": `typist ${n}` },
    )
    expect(status).toBe(200)
  }
  await app.rest.post(`/api/chat/rooms/${roomId}/messages`, { username: "ann", content: "end" })
  await observer.hears("message")
  const begun = observer.all("typing").filter(({ is_typing }) => is_typing === true)
  expect(begun.length).toBeGreaterThanOrEqual(burst)
  expect(begun.length).toBeLessThan(3 * burst)
})

test("an address has so many subscriptions at the same time, over all its sockets", async () => {
  const addressFactor = 0.002
  const most = SUBSCRIPTIONS_PER_ADDRESS_MAX * addressFactor
  await using app = await startTestApp({ rateLimit: true, addressFactor })
  const roomId = await app.room()
  const socket = openTrpcSocket(app)
  const paths = ["onRoomEvent", "onRoomsChanged", "onActivity"]
  for (let id = 1; id <= most + 1; id++)
    await socket.tell(subscribe(id, paths[id % 3] ?? "", { roomId }))
  expect(await socket.answers(most, 1)).toMatchObject([{ result: { type: "started" } }])
  expect(await socket.answers(most + 1, 1)).toMatchObject([
    { error: { data: { chatCode: "TOO_MANY_CONNECTIONS", retryAfterMs: expect.any(Number) } } },
  ])
  await socket.tell({ id: 1, method: "subscription.stop" })
  await socket.tell(subscribe(most + 2, "onRoomEvent", { roomId }))
  expect(await socket.answers(most + 2, 1)).toMatchObject([{ result: { type: "started" } }])
  socket.socket.terminate()
})
