/**
 * What compose.yaml describes, as plain processes: two nodes on one Postgres and one Redis, behind a proxy with the
 * project's configuration. Everything listens on a free port of 127.0.0.1 and ends with its scope.
 */
import { startNode } from "./node.ts"
import { startPostgres } from "./postgres.ts"
import { haproxy } from "./proxies/haproxy.ts"
import type { Before, ProxyKind } from "./proxies/proxy.ts"
import { startRedis } from "./redis.ts"

type TopologyOptions = Omit<Before, "nodes"> & {
  kind?: ProxyKind
  /** A Postgres that runs already, and the database in it; without one, both are made. */
  databaseUrl?: string | undefined
  /** A Redis that runs already. */
  redisUrl?: string | undefined
  /** What else the nodes are told. */
  env?: Record<string, string>
}

export async function startTopology({
  kind = haproxy,
  databaseUrl,
  redisUrl,
  env,
  ...before
}: TopologyOptions = {}) {
  await using scope = new AsyncDisposableStack()
  const nodeEnv = {
    HOST: "127.0.0.1",
    DATABASE_URL: databaseUrl ?? scope.use(await startPostgres()).url,
    REDIS_URL: redisUrl ?? scope.use(await startRedis()).url,
    TRUST_PROXY: "127.0.0.1",
    BASE_PATH: before.path ?? "",
    ...env,
  }
  // One after the other: the first brings the database up to date.
  const nodes = [scope.use(await startNode(nodeEnv)), scope.use(await startNode(nodeEnv))] as const
  const addresses = [nodes[0].address, nodes[1].address] as const
  const proxy = scope.use(await kind.start({ ...before, nodes: addresses }))
  const owned = scope.move()

  return {
    /** The proxy's. */
    url: proxy.url,
    nodes,
    databaseUrl: nodeEnv.DATABASE_URL,
    redisUrl: nodeEnv.REDIS_URL,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

export type Topology = Awaited<ReturnType<typeof startTopology>>
