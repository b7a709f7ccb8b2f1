/** Connects to Redis: the first time it has to succeed, later it reconnects by itself. */
import { createClient, createCluster, type RedisClientType, type RedisClusterType } from "redis"
import { messageOf } from "../../../shared/errors.ts"
import { BUS_CONNECT_MS_MAX, BUS_DEAD_MS_MAX, BUS_PING_MS, BUS_RETRY_MS_MAX } from "../../limits.ts"
import { ClusterRedis } from "./cluster.ts"
import type { Redis } from "./redis.ts"
import { checkRights } from "./rights.ts"
import { StandaloneRedis } from "./standalone.ts"

const FIRST_RETRY_MS = 50

/** Rejects with an Error for people, without the password, also where the user may not use names with `prefix`. */
export async function connectRedis(url: string, prefix: string): Promise<Redis> {
  let isStarted = false
  const options = clientOptions((retries) => isStarted && backoffMs(retries))
  const clients: { destroy(): void }[] = []
  const timedOut = Promise.withResolvers<never>()
  const timeout = setTimeout(() => timedOut.reject(new Error("no answer")), BUS_CONNECT_MS_MAX)

  async function connect(): Promise<Redis> {
    const server: RedisClientType = createClient({ url, ...options })
    clients.push(server.on("error", () => undefined))
    await server.connect()
    if (!(await isOfCluster(server))) return checked(new StandaloneRedis(server))
    const cluster = createClusterLike(server, options)
    clients.push(cluster)
    await connectAll(cluster)
    const redis = await checked(new ClusterRedis(cluster))
    server.destroy()
    return redis
  }

  const checked = (redis: Redis) => checkRights(redis, prefix).then(() => redis)

  try {
    return await Promise.race([connect(), timedOut.promise])
  } catch (error) {
    for (const client of clients) client.destroy()
    throw new Error(`REDIS_URL: cannot use the Redis at ${hostOf(url)}: ${messageOf(error)}`)
  } finally {
    clearTimeout(timeout)
    isStarted = true
  }
}

type ClientOptions = ReturnType<typeof clientOptions>

const clientOptions = (reconnectStrategy: (retries: number) => number | false) => ({
  // What cannot be sent now is of no use later, and a timer for each command would be too dear.
  disableOfflineQueue: true,
  commandOptions: { timeout: 0 },
  socket: {
    connectTimeout: BUS_CONNECT_MS_MAX,
    socketTimeout: BUS_DEAD_MS_MAX,
    reconnectStrategy,
  },
})

/** False also where the user may not ask. */
const isOfCluster = (server: RedisClientType) =>
  server.info("cluster").then(
    (info) => /^cluster_enabled:1/m.test(info),
    () => false,
  )

function createClusterLike({ options }: RedisClientType, common: ClientOptions): RedisClusterType {
  const { url = "", username = "default", password, socket } = options
  const credentials = password === undefined ? {} : { username, password }
  const cluster: RedisClusterType = createCluster({
    rootNodes: [{ url }],
    defaults: { ...common, ...credentials, socket: { ...socket, ...common.socket } },
    commandOptions: common.commandOptions,
    // A new topology must not wait for a master that is away.
    minimizeConnections: true,
    // A replica may have taken over from a master that is away.
    topologyRefreshOnReconnectionAttemptStrategy: BUS_PING_MS,
  })
  return cluster.on("error", () => undefined)
}

async function connectAll(cluster: RedisClusterType) {
  await cluster.connect()
  await Promise.all(cluster.masters.map((master) => cluster.nodeClient(master)))
}

/** Random, so that nodes do not all reconnect at the same moment. */
const backoffMs = (retries: number) =>
  Math.ceil(Math.random() * Math.min(BUS_RETRY_MS_MAX, FIRST_RETRY_MS * 2 ** Math.min(retries, 20)))

const hostOf = (url: string) => URL.parse(url)?.host ?? "?"
