/**
 * What is broken: two nodes as processes, on a Postgres and a Redis of their own, with a link of each node to each of
 * them that can be broken by itself.
 */
import { type Link, startLink } from "../../support/link.ts"
import { type Node, startNode } from "../../support/topology/node.ts"
import { startPostgres } from "../../support/topology/postgres.ts"
import { startRedis } from "../../support/topology/redis.ts"

export async function startGround() {
  await using making = new AsyncDisposableStack()
  const postgres = making.use(await startPostgres())
  const redis = making.use(await startRedis())

  async function start() {
    const links: Links = {
      postgres: making.use(await startLink(postgres.url)),
      redis: making.use(await startLink(redis.url)),
    }
    const env = {
      HOST: "127.0.0.1",
      DATABASE_URL: links.postgres.url,
      REDIS_URL: links.redis.url,
      RATE_LIMIT: "off",
      LOG_LEVEL: "error",
    }
    return { ...making.use(await startNode(env)), links }
  }

  // One after the other: the first brings the database up to date.
  const nodes: [LinkedNode, LinkedNode] = [await start(), await start()]
  const owned = making.move()
  return { postgres, redis, nodes, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}

type Links = { postgres: Link; redis: Link }
type LinkedNode = Node & { links: Links }

export type Ground = Awaited<ReturnType<typeof startGround>>
