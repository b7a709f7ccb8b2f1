/** `GET /metrics` for Prometheus. The one file that knows its library and the names of metrics. */
import { createHash, timingSafeEqual } from "node:crypto"
import type { FastifyInstance } from "fastify"
import {
  Counter,
  collectDefaultMetrics,
  Gauge,
  Histogram as PromHistogram,
  Registry,
} from "prom-client"
import type { Chat } from "../chat/chat.ts"
import { countOne, type Histogram, type Metrics } from "../metrics.ts"
import type { Resources } from "../resources/watch.ts"

const PATH = "/metrics"

type Connection = { door: string | null; outbox: { unsentBytes: number } }
type Parts = {
  token: string
  metrics: Metrics
  chat: Chat
  resources: Resources
  connections: () => Connection[]
}

export function serveMetrics(app: FastifyInstance, { token, ...parts }: Parts) {
  const registry = registryOf(parts)
  const isAllowed = createTokenCheck(token)
  app.get(PATH, { schema: { hide: true } }, async ({ originalUrl, headers }, reply) => {
    // No other way to write it, so that a proxy that blocks this path blocks all of it.
    const isExact = originalUrl.split("?", 1)[0] === PATH
    if (!(isExact && isAllowed(headers.authorization))) return reply.callNotFound()
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}

/** Compares in constant time. */
function createTokenCheck(token: string) {
  const digest = (text: string) => createHash("sha256").update(text).digest()
  const wanted = digest(`Bearer ${token}`)
  return (given = "") => timingSafeEqual(digest(given.replace(/^bearer /i, "Bearer ")), wanted)
}

function registryOf({ metrics, chat, resources, connections }: Omit<Parts, "token">) {
  const register = new Registry()
  collectDefaultMetrics({ register })
  const { gauge, counter, histogram } = metricsIn(register)

  gauge("confab_connections", "Open WebSockets and event streams, by door.", () =>
    byDoor(connections()),
  )
  gauge("confab_outbox_bytes", "Written to them and not yet sent.", () =>
    connections().reduce((sum, { outbox }) => sum + outbox.unsentBytes, 0),
  )
  gauge("confab_rooms_followed", "Rooms with listeners.", () => chat.delivered().rooms)
  counter(
    "confab_deliveries_total",
    "Events told, once for each connection that was told.",
    () => chat.delivered().deliveries,
  )
  counter("confab_messages_stored_total", "Messages made durable.", () => metrics.messagesStored)
  counter("confab_refusals_total", "What was refused, by code.", () => byCode(metrics.refused))
  counter(
    "confab_connections_closed_total",
    "WebSockets gone and event streams ended, by our code.",
    () => byCode(metrics.closed),
  )
  counter("confab_bus_gap_fills_total", "Holes filled from the store.", () => metrics.gapFills)
  counter("confab_bus_head_checks_total", "Looks for what the bus lost.", () => metrics.headChecks)
  gaugeResources(gauge, resources)
  histogram("confab_send_seconds", "From asking to durable.", metrics.sendSeconds)
  histogram("confab_commit_changes", "Changes that shared a commit.", metrics.commitChanges)
  histogram("confab_bus_lag_seconds", "From node to node.", metrics.busLagSeconds)
  return register
}

type Instruments = ReturnType<typeof metricsIn>

const byCode = (counts: Counts["counts"]): Counts => ({ by: "code", counts })

function byDoor(connections: Connection[]): Counts {
  const counts = new Map<string | number, number>([
    ["raw", 0],
    ["trpc", 0],
    ["events", 0],
  ])
  for (const { door } of connections) if (door) countOne(counts, door)
  return { by: "door", counts }
}

function gaugeResources(gauge: Instruments["gauge"], { states }: Resources) {
  const fact = (resource: string, what: string) => () =>
    states().find(({ name }) => name === resource)?.facts[what]
  gauge("confab_resource_short", "1 for what runs short, with a warning in the log.", () => ({
    by: "resource",
    counts: new Map(states().map(({ name, isShort }) => [name, Number(isShort)])),
  }))
  gauge("confab_disk_free_bytes", "Of the disk with the database.", fact("disk", "freeBytes"))
  gauge("confab_disk_size_bytes", "Of the disk with the database.", fact("disk", "sizeBytes"))
  gauge("confab_heap_used_bytes", "What is kept in the heap.", fact("heap", "usedBytes"))
  gauge("confab_heap_max_bytes", "What can be kept in the heap.", fact("heap", "maxBytes"))
}

type Read = () => number | undefined | Counts
type Counts = { by: "door" | "code" | "resource"; counts: Map<string | number, number> }

const LABELS = ["door", "code", "resource"]

/** Metrics that hold nothing themselves: they are read at every request. */
function metricsIn(register: Registry) {
  const registers = [register]
  function valuesOf(read: Read) {
    const current = read()
    if (current === undefined) return []
    if (typeof current === "number") return [{ labels: {}, value: current }]
    return [...current.counts].map(([key, value]) => ({ labels: { [current.by]: key }, value }))
  }

  return {
    gauge: (name: string, help: string, read: Read) =>
      new Gauge({
        ...{ registers, name, help, labelNames: LABELS },
        collect() {
          this.reset()
          for (const { labels, value } of valuesOf(read)) this.set(labels, value)
        },
      }),

    counter: (name: string, help: string, read: Read) =>
      new Counter({
        ...{ registers, name, help, labelNames: LABELS },
        collect() {
          this.reset()
          for (const { labels, value } of valuesOf(read)) this.inc(labels, value)
        },
      }),

    histogram: (name: string, help: string, values: Histogram) =>
      new ReadHistogram({ registers, name, help }, values),
  }
}

class ReadHistogram extends PromHistogram {
  readonly #config: { name: string; help: string }
  readonly #values: Histogram

  constructor(config: { registers: Registry[]; name: string; help: string }, values: Histogram) {
    super(config)
    this.#config = config
    this.#values = values
  }

  async getForPromString() {
    const { name, help } = this.#config
    const { bounds, counts, sum } = this.#values
    let count = 0
    const buckets = [...bounds, "+Inf"].map((le, at) => {
      count += counts[at] ?? 0
      return { metricName: `${name}_bucket`, labels: { le }, value: count }
    })
    const totals = Object.entries({ sum, count }).map(([what, value]) => ({
      metricName: `${name}_${what}`,
      labels: {},
      value,
    }))
    return { name, help, type: "histogram", values: [...buckets, ...totals] }
  }
}
