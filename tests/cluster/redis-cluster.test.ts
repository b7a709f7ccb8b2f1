/** Nodes that tell each other by a Redis Cluster of three masters. */
import { setImmediate as nextTurn } from "node:timers/promises"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { BUS_CLOSE_MS_MAX, SEND_BURST } from "../../src/server/limits.ts"
import { RedisBus } from "../../src/server/nodes/redis/bus.ts"
import { connectRedis } from "../../src/server/nodes/redis/connect.ts"
import { busContract } from "../contracts/bus.contract.ts"
import type { TestApp } from "../support/app.ts"
import { startTestCluster } from "../support/cluster.ts"
import { rawDialect } from "../support/followers.ts"
import { openTestRedis } from "../support/redis.ts"
import { hasRedisCluster, startRedisCluster } from "../support/topology/redis-cluster.ts"

const mayRun = hasRedisCluster || process.env.CI === "true"
const without = mayRun ? "" : " (skipped, because redis-server is not installed)"
const degraded = { status: "degraded", bus: "down" }
const PATIENCE = { timeout: 12_000 }

describe.skipIf(!mayRun)(`over a Redis Cluster${without}`, { timeout: 30_000 }, () => {
  let redis: Awaited<ReturnType<typeof startRedisCluster>>
  beforeAll(async () => {
    redis = await startRedisCluster()
  })
  afterAll(() => redis[Symbol.asyncDispose]())

  /** Each node knows another master when it starts. */
  async function startNodes({ rateLimit = false } = {}) {
    const stack = new AsyncDisposableStack()
    let n = 0
    const cluster = await startTestCluster({
      rateLimit,
      async busFor(epoch) {
        const nodes = await openTestRedis(epoch, redis.masters[n++]?.url)
        stack.defer(() => nodes.bus.close())
        return nodes
      },
    })
    stack.use(cluster)
    const { apps: nodes, store } = cluster
    return { nodes, epoch: store.epoch, [Symbol.asyncDispose]: () => stack.disposeAsync() }
  }

  const say = (app: TestApp, roomId: number, content: string) =>
    app.rest.post(`/api/chat/rooms/${roomId}/messages`, { username: "Zoe", content })
  const status = async (app: TestApp) => (await app.rest.get("/readyz")).body

  busContract("the bus", async (epoch) => (await openTestRedis(epoch, redis.url)).bus)

  test("what is said at one node is heard at the other at once, in many rooms", async () => {
    await using chat = await startNodes()
    const [here, there] = chat.nodes
    for (let n = 0; n < 12; n++) {
      const roomId = await here.room(`room ${n}`)
      const ann = rawDialect.follow(there, { roomId, username: "Ann" })
      await ann.hears("users_list")
      const asked = performance.now()
      await say(here, roomId, "hello")
      await ann.hears("message")
      expect(performance.now() - asked).toBeLessThan(1_000)
    }
  })

  test("who is at any node is in the first list of people", async () => {
    await using chat = await startNodes()
    const [here, there] = chat.nodes
    for (let n = 0; n < 6; n++) {
      const roomId = await here.room(`room ${n}`)
      const ann = rawDialect.follow(here, { roomId, username: "Ann" })
      await ann.hears("users_list")
      const bo = rawDialect.follow(there, { roomId, username: "Bo" })
      const { users } = await bo.hears("users_list")
      expect(users.toSorted()).toEqual(["Ann", "Bo"])
    }
  })

  test("what somebody sends through two nodes counts together", async () => {
    await using chat = await startNodes({ rateLimit: true })
    const [here, there] = chat.nodes
    const roomId = await here.room()
    const sent = Array.from({ length: SEND_BURST }, (_, n) => say(here, roomId, `${n}`))
    expect(new Set((await Promise.all(sent)).map((answer) => answer.status))).toEqual(
      new Set([201]),
    )
    expect((await say(there, roomId, "one more")).status).toBe(429)
  })

  test("a room that moves to another master goes on being heard, and so does what merely passes", async () => {
    await using chat = await startNodes()
    const [here, there] = chat.nodes
    const roomId = await here.room()
    const ann = rawDialect.follow(there, { roomId, username: "Ann" })
    const bo = rawDialect.follow(here, { roomId, username: "Bo" })
    while ((await ann.hears("join")).username !== "Bo");
    await redis.moveSlotOf(`confab:${chat.epoch}:room:${roomId}`)
    await say(here, roomId, "we moved")
    await ann.hears("message")
    await expect.poll(() => status(here)).toEqual({ status: "ready" })
    const typing = async () => {
      await bo.types(true)
      return ann.all("typing").length
    }
    await expect.poll(typing, PATIENCE).toBeGreaterThan(0)
  })

  test("a room that moves in the moment in which its master is asked goes on being heard", async () => {
    const prefix = "confab:moving:"
    const there = await connectRedis(redis.url, prefix)
    const bus = new RedisBus({ redis: there, prefix, log: { warn() {}, info() {} } })
    const { bus: speaker } = await openTestRedis("moving", redis.url)
    const heard: string[] = []
    await new Promise<void>((onSubscribed) => {
      bus.subscribe("room", { receive: (text) => heard.push(text), onSubscribed })
    })
    let isAsked = true
    const ask = async () => {
      while (isAsked) await there.ping().catch(() => undefined)
    }
    const asking = Promise.all(Array.from({ length: 50 }, ask))
    await redis.moveSlotOf(`${prefix}room`)
    isAsked = false
    await asking
    const speak = () => {
      speaker.publish("room", "hello")
      return heard.length
    }
    await expect.poll(speak, PATIENCE).toBeGreaterThan(0)
    await Promise.all([bus.close(), speaker.close()])
  })

  test("while a master is away messages go on and the nodes say so; then it is whole again", async () => {
    await using chat = await startNodes()
    const [here, there] = chat.nodes
    const rooms = await Promise.all(Array.from({ length: 6 }, (_, n) => here.room(`room ${n}`)))
    const people = rooms.map((roomId) => rawDialect.follow(there, { roomId, username: "Ann" }))
    for (const ann of people) await ann.hears("users_list")
    const sayEverywhere = async (content: string) => {
      for (const roomId of rooms) expect((await say(here, roomId, content)).status).toBe(201)
      for (const ann of people) await ann.hears("message")
    }
    await redis.masters[1]?.kill()
    for (const app of chat.nodes) await expect.poll(() => status(app)).toEqual(degraded)
    await sayEverywhere("alone")
    // Two masters that answer are not enough.
    for (const app of chat.nodes) expect(await status(app)).toEqual(degraded)
    await redis.masters[1]?.start()
    for (const app of chat.nodes)
      await expect.poll(() => status(app), PATIENCE).toEqual({ status: "ready" })
    const asked = performance.now()
    await sayEverywhere("together")
    expect(performance.now() - asked).toBeLessThan(1_000)
    for (const ann of people)
      expect(ann.all("message").map(({ content }) => content)).toEqual(["alone", "together"])
  })

  test("one that does not let us in is told by its reason, without the password", async () => {
    const url = redis.url.replace(/:[^:]+@/, "nobody:secret@")
    const refused = expect(connectRedis(url, "confab:")).rejects
    await refused.toThrow(/REDIS_URL: cannot use the Redis at [^@ ]+: .*WRONGPASS/)
  })

  test("a node stops in time, though no master answers", async () => {
    const { bus } = await openTestRedis("an epoch", redis.url)
    const ongoing = redis.masters.map((master) => master.pause())
    bus.publish("a topic", "the last words")
    await nextTurn()
    const asked = performance.now()
    await bus.close()
    for (const goOn of ongoing) goOn()
    expect(performance.now() - asked).toBeLessThan(2 * BUS_CLOSE_MS_MAX)
  })
})
