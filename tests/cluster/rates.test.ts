/** What is limited is limited for all nodes together, and for each of them while they cannot tell each other. */
import { expect, test } from "vitest"
import { createSockets } from "../../src/server/api/sockets.ts"
import { CREATE_BURST, SEND_BURST, UPGRADE_BURST } from "../../src/server/limits.ts"
import type { TestApp } from "../support/app.ts"
import { startTestCluster } from "../support/cluster.ts"
import { startCuttingProxy } from "../support/cutting-proxy.ts"
import { openRawSocket } from "../support/raw-socket.ts"
import { openTestRedis, redis, urlThrough } from "../support/redis.ts"

async function startLimited() {
  const stack = new AsyncDisposableStack()
  const network = stack.use(await startCuttingProxy(() => redis.url))
  const cluster = await startTestCluster({
    rateLimit: true,
    async busFor(epoch) {
      const nodes = await openTestRedis(epoch, urlThrough(network.url))
      stack.defer(() => nodes.bus.close())
      return nodes
    },
  })
  stack.use(cluster)
  return { cluster, network, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

/** What a third node does when somebody opens a socket there. */
async function openAnotherNode(epoch: string) {
  const nodes = { ...(await openTestRedis(epoch)), log: { warn: () => undefined } }
  const { waitFor, drain } = createSockets({ rateLimit: true, nodes })
  return {
    letIn: waitFor,
    async [Symbol.asyncDispose]() {
      await drain()
      await nodes.bus.close()
    },
  }
}

const sends = async (app: TestApp, roomId: number, count: number) =>
  (
    await Promise.all(
      Array.from({ length: count }, (_, n) =>
        app.rest.post(`/api/chat/rooms/${roomId}/messages`, { username: "Ann", content: `${n}` }),
      ),
    )
  ).map(({ status }) => status)

const taken = (statuses: unknown[]) => statuses.filter((status) => status === 201).length

redis.describe("rates over Redis", () => {
  test("what somebody sends through two nodes counts together", async () => {
    await using limited = await startLimited()
    const [here, there] = limited.cluster.apps
    const roomId = await here.room()
    const first = await sends(here, roomId, SEND_BURST)
    expect(taken(first)).toBe(SEND_BURST)
    const refused = await there.rest.post(`/api/chat/rooms/${roomId}/messages`, {
      username: "ANN",
      content: "one more",
    })
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0)
    const other = { username: "Bo", content: "another person" }
    const bo = await there.rest.post(`/api/chat/rooms/${roomId}/messages`, other)
    expect(bo.status).toBe(201)
  })

  test("rooms created from one address through two nodes count together", async () => {
    await using limited = await startLimited()
    const [here, there] = limited.cluster.apps
    const create = (app: TestApp, name: string) => app.rest.post("/api/chat/rooms", { name })
    const made = Array.from({ length: CREATE_BURST }, (_, n) => create(here, `room ${n}`))
    expect(taken((await Promise.all(made)).map(({ status }) => status))).toBe(CREATE_BURST)
    expect((await create(there, "one more")).status).toBe(429)
  })

  test("sockets opened from one address at several nodes count together", async () => {
    await using limited = await startLimited()
    const [here, there] = limited.cluster.apps
    // So many real knocks might take longer than the time in which they count: most are another node's.
    await using another = await openAnotherNode(limited.cluster.store.epoch)
    const taking = Array.from({ length: UPGRADE_BURST - 2 }, () => another.letIn("127.0.0.1"))
    expect(new Set(await Promise.all(taking))).toEqual(new Set([0]))
    const knock = async ({ url }: TestApp) => {
      const { closed, refused } = openRawSocket(`${url}/ws/chat/7?username=ann`)
      return Promise.race([closed, refused])
    }
    expect(await knock(here)).toBe(4004)
    expect(await knock(there)).toBe(4004)
    expect(await knock(here)).toBe(429)
  })

  test("while Redis is stuck each node counts for itself, and still refuses", async () => {
    await using limited = await startLimited()
    const [here] = limited.cluster.apps
    const roomId = await here.room()
    limited.network.freeze()
    const statuses = await sends(here, roomId, SEND_BURST * 3)
    expect(taken(statuses)).toBeGreaterThanOrEqual(SEND_BURST)
    expect(statuses).toContain(429)
    limited.network.thaw()
  })
})
