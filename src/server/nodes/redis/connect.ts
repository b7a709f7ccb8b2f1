/** The way to Redis: it must come about at the start, and comes back by itself ever after. */
import { createClient, createCluster, type RedisClientType, type RedisClusterType } from "redis"
import { messageOf } from "../../../shared/errors.ts"
import { BUS_CONNECT_MS_MAX, BUS_DEAD_MS_MAX, BUS_PING_MS, BUS_RETRY_MS_MAX } from "../../limits.ts"
import { clusterRedis } from "./cluster.ts"
import type { Redis } from "./redis.ts"
import { examineRights } from "./rights.ts"
import { serverRedis } from "./server.ts"

const FIRST_RETRY_MS = 50

/**
 * Rejects with an Error for people, without the password, when there is no Redis, it does not let us in, or we may not do
 * there what nodes do with names that begin with `prefix`.
 */
export async function connectRedis(url: string, prefix: string): Promise<Redis> {
  let isStarted = false
  const manner = mannerOf((retries) => isStarted && soonerOrLater(retries))
  const clients: { destroy(): void }[] = []
  const late = Promise.withResolvers<never>()
  const impatience = setTimeout(() => late.reject(new Error("no answer")), BUS_CONNECT_MS_MAX)

  async function connect(): Promise<Redis> {
    const server: RedisClientType = createClient({ url, ...manner })
    clients.push(server.on("error", () => undefined))
    await server.connect()
    if (!(await isOfCluster(server))) return examined(serverRedis(server))
    const cluster = createClusterLike(server, manner)
    clients.push(cluster)
    await connectAll(cluster)
    const redis = await examined(clusterRedis(cluster))
    server.destroy()
    return redis
  }

  const examined = (redis: Redis) => examineRights(redis, prefix).then(() => redis)

  try {
    return await Promise.race([connect(), late.promise])
  } catch (error) {
    for (const client of clients) client.destroy()
    throw new Error(`REDIS_URL: cannot use the Redis at ${placeOf(url)}: ${messageOf(error)}`)
  } finally {
    clearTimeout(impatience)
    isStarted = true
  }
}

type Manner = ReturnType<typeof mannerOf>

const mannerOf = (reconnectStrategy: (retries: number) => number | false) => ({
  // What cannot be sent now is of no use later, and a timer a command would be too dear.
  disableOfflineQueue: true,
  commandOptions: { timeout: 0 },
  socket: {
    connectTimeout: BUS_CONNECT_MS_MAX,
    socketTimeout: BUS_DEAD_MS_MAX,
    reconnectStrategy,
  },
})

/** One that does not let us ask is taken for the one server that it was taken for before there were clusters. */
const isOfCluster = (server: RedisClientType) =>
  server.info("cluster").then(
    (info) => /^cluster_enabled:1/m.test(info),
    () => false,
  )

/** Who we are and whether we speak TLS is the same for all of them. */
function createClusterLike({ options }: RedisClientType, manner: Manner): RedisClusterType {
  const { url = "", username = "default", password, socket } = options
  const credentials = password === undefined ? {} : { username, password }
  const cluster: RedisClusterType = createCluster({
    rootNodes: [{ url }],
    defaults: { ...manner, ...credentials, socket: { ...socket, ...manner.socket } },
    commandOptions: manner.commandOptions,
    // A new order of the cluster must not wait for a master that is away.
    minimizeConnections: true,
    // Somebody may have taken over from the one that does not come back.
    topologyRefreshOnReconnectionAttemptStrategy: BUS_PING_MS,
  })
  return cluster.on("error", () => undefined)
}

async function connectAll(cluster: RedisClusterType) {
  await cluster.connect()
  await Promise.all(cluster.masters.map((master) => cluster.nodeClient(master)))
}

/** Not all nodes at the same moment. */
const soonerOrLater = (retries: number) =>
  Math.ceil(Math.random() * Math.min(BUS_RETRY_MS_MAX, FIRST_RETRY_MS * 2 ** Math.min(retries, 20)))

const placeOf = (url: string) => URL.parse(url)?.host ?? "?"
