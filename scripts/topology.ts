/**
 * Two nodes behind a proxy, until Ctrl+C: `node scripts/topology.ts`. Postgres, Redis and HAProxy are Debian's; with
 * DATABASE_URL or REDIS_URL those that run already are used. `METRICS_TOKEN` and the like go to the nodes.
 */
import { once } from "node:events"
import { startTopology } from "../tests/support/topology/topology.ts"

const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl } = process.env
await using topology = await startTopology({ databaseUrl, redisUrl })
const [a, b] = topology.nodes
console.log(`people  ${topology.url}`)
console.log(`nodes   ${a.url}  ${b.url}`)
console.log(`data    ${topology.databaseUrl}  ${topology.redisUrl}`)
await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")])
