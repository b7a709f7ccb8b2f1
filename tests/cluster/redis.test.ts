/** Nodes that tell each other by a Redis which fails in every way it can. */

import { createClient } from "redis"
import { expect, test } from "vitest"
import { BUS_CLOSE_MS_MAX } from "../../src/server/limits.ts"
import { connectRedis } from "../../src/server/nodes/redis/connect.ts"
import { startTestCluster } from "../support/cluster.ts"
import { startCuttingProxy } from "../support/cutting-proxy.ts"
import { rawDialect } from "../support/followers.ts"
import { openTestRedis, redis, urlThrough } from "../support/redis.ts"

const NOBODY_THERE = "http://127.0.0.1:1"

/** Two nodes, each with a line of its own to Redis, and somebody in a room at the second. */
async function startRoom() {
  const stack = new AsyncDisposableStack()
  const place = { url: redis.url }
  const network = stack.use(await startCuttingProxy(() => place.url))
  const buses: AsyncDisposable[] = []
  const cluster = await startTestCluster({
    async busFor(epoch) {
      const nodes = await openTestRedis(epoch, urlThrough(network.url))
      buses.push({ [Symbol.asyncDispose]: () => nodes.bus.close() })
      return nodes
    },
  })
  for (const bus of buses) stack.use(bus)
  stack.use(cluster)
  const [here, there] = cluster.apps
  const roomId = await here.room()
  const ann = rawDialect.follow(there, { roomId, username: "Ann" })
  await ann.hears("users_list")

  return {
    here,
    there,
    network,
    ann,
    say: (content: string) =>
      here.rest.post(`/api/chat/rooms/${roomId}/messages`, { username: "Zoe", content }),
    status: async () => (await here.rest.get("/readyz")).body,
    contents: () => ann.all("message").map(({ content }) => content),
    goAway() {
      place.url = NOBODY_THERE
      network.cutAll()
    },
    comeBack() {
      place.url = redis.url
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

const degraded = { status: "degraded", bus: "down" }
/** Sooner than the connection is given up. */
const NOTICING = { timeout: 8_000 }
const PATIENCE = { timeout: 12_000 }

redis.describe("over Redis", () => {
  test("what is said at one node is heard at the other at once", async () => {
    await using room = await startRoom()
    const asked = performance.now()
    await room.say("hello")
    await room.ann.hears("message")
    expect(performance.now() - asked).toBeLessThan(1_000)
    expect(await room.status()).toEqual({ status: "ready" })
  })

  test("connections to Redis that break again and again lose nothing", async () => {
    await using room = await startRoom()
    for (let n = 0; n < 40; n++) {
      if (n % 5 === 0) room.network.cutOne()
      await room.say(`${n}`)
    }
    while ((await room.ann.hears("message")).content !== "39");
    expect(room.contents()).toEqual(Array.from({ length: 40 }, (_, n) => `${n}`))
  })

  test("while Redis is gone messages go on and the node says so; then it is whole again", async () => {
    await using room = await startRoom()
    room.goAway()
    await expect.poll(room.status).toEqual(degraded)
    expect((await room.say("alone")).status).toBe(201)
    await room.ann.hears("message")
    room.comeBack()
    await expect.poll(room.status, PATIENCE).toEqual({ status: "ready" })
    await room.say("together")
    await room.ann.hears("message")
    expect(room.contents()).toEqual(["alone", "together"])
  })

  test("while Redis is stuck messages go on, and what it held comes twice to nobody", async () => {
    await using room = await startRoom()
    room.network.freeze()
    for (const content of ["1", "2", "3"]) expect((await room.say(content)).status).toBe(201)
    while ((await room.ann.hears("message")).content !== "3");
    await expect.poll(room.status, NOTICING).toEqual(degraded)
    room.network.thaw()
    await expect.poll(room.status, PATIENCE).toEqual({ status: "ready" })
    await room.say("4")
    await room.ann.hears("message")
    expect(room.contents()).toEqual(["1", "2", "3", "4"])
  })

  test("a node stops in time, whether Redis answers or not", async () => {
    await using network = await startCuttingProxy(() => redis.url)
    const { bus } = await openTestRedis("an epoch", urlThrough(network.url))
    network.freeze()
    bus.publish("a topic", "the last words")
    const asked = performance.now()
    await bus.close()
    expect(performance.now() - asked).toBeLessThan(2 * BUS_CLOSE_MS_MAX)
  })

  test("a Redis that does not let us in is told by its place and its reason, without the password", async () => {
    const url = redis.url.replace("//", "//nobody:secret@")
    const refused = expect(connectRedis(url, "confab:")).rejects
    await refused.toThrow(/REDIS_URL: cannot use the Redis at [^@ ]+: .*WRONGPASS/)
    await expect(connectRedis(url, "confab:")).rejects.not.toThrow("secret")
  })

  test.each([
    ["hear what is said", "resetchannels", /NOPERM .*channel/],
    ["say anything", "-publish", /NOPERM .*'publish'/],
    ["count together", "-@scripting", /NOPERM .*'eval'/],
    ["count under our names", "resetkeys", /NOPERM .*key/],
  ])("a user who may not %s is refused at the start", async (_, lack, reason) => {
    const name = `confab_test_${crypto.randomUUID()}`
    await using admin = await connectAdmin()
    await admin.ask("ACL", "SETUSER", name, "on", ">secret", "~*", "&*", "+@all", lack)
    const url = redis.url.replace("//", `//${name}:secret@`)
    const refused = await connectRedis(url, "confab:").catch((error: Error) => error.message)
    await admin.ask("ACL", "DELUSER", name)
    expect(refused).toMatch(/^REDIS_URL: cannot use the Redis at /)
    expect(refused).toMatch(reason)
  })
})

/** As the tests' own user, beside any node. */
async function connectAdmin() {
  const client = await createClient({ url: redis.url }).connect()
  return {
    ask: (...words: string[]) => client.sendCommand(words),
    [Symbol.asyncDispose]: () => client.close(),
  }
}

test("where there is no Redis the start says so", async () => {
  const url = NOBODY_THERE.replace("http://", "redis://ann:secret@")
  await expect(connectRedis(url, "confab:")).rejects.toThrow(
    /^REDIS_URL: cannot use the Redis at 127.0.0.1:1: .*ECONNREFUSED/,
  )
})

test("a password that is no part of a URL is told with the variable that holds it", async () => {
  await expect(connectRedis("redis://ann:se%cret@127.0.0.1:1", "confab:")).rejects.toThrow(
    /^REDIS_URL: cannot use the Redis at 127.0.0.1:1: URI malformed$/,
  )
})
