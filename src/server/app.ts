/** One whole server: the core, its doors, and the order in which they open and close. */
import type { Server } from "node:http"
import type { AddressInfo } from "node:net"
import { setImmediate as nextTurn } from "node:timers/promises"
import type { FastifyInstance } from "fastify"
import type { Logger } from "pino"
import { type Admission, createAdmission } from "./admission/admission.ts"
import { recordMethods } from "./api/allowed-methods.ts"
import { createStripBasePath, type StripBasePath } from "./api/base-path.ts"
import { type AddressOf, createAddressOf, createSocketAddressOf } from "./api/client-address.ts"
import { limitConnections } from "./api/connection-limit.ts"
import { serveDocs } from "./api/docs.ts"
import { createFailureLog, type FailureLog } from "./api/failure-log.ts"
import { serveHealth } from "./api/health.ts"
import { createHttp } from "./api/http.ts"
import { createRawDoor } from "./api/raw.ts"
import { createRequestRule, type RequestRule } from "./api/request-rule.ts"
import { serveRest } from "./api/rest.ts"
import type { Connection, Socket } from "./api/socket.ts"
import { createSockets, type Sockets } from "./api/sockets.ts"
import { createEventStreams, type EventStreams } from "./api/trpc/event-streams.ts"
import { serveTrpc } from "./api/trpc/http.ts"
import { createTrpcDoor, RECONNECT } from "./api/trpc/websocket.ts"
import { acceptUpgrades, type SocketDoor } from "./api/upgrade.ts"
import { serveWeb } from "./api/web.ts"
import { type Chat, createChat } from "./chat/chat.ts"
import { DRAIN_GRACE_MS } from "./limits.ts"
import { countOne, createMetrics, type Metrics } from "./metrics.ts"
import type { Nodes } from "./nodes/cluster.ts"
import { type Resources, watchResources } from "./resources/watch.ts"
import type { Store } from "./store/store.ts"

export type AppOptions = {
  store: Store
  dataFile?: string | null
  log: Logger
  host: string
  /** 0 picks a free one. */
  port: number
  publicUrl?: string | null
  /** From slash to slash. */
  basePath?: string
  corsOrigins: string[]
  trustProxy: string[]
  rateLimit: boolean
  /** By which every bound of an address is multiplied. */
  addressFactor?: number
  /** Of all clients together; by default as the heap allows. */
  unreadBytesMax?: number | null
  roomsMax?: number
  /** Null serves no `/metrics`. */
  metricsToken: string | null
  metrics?: Metrics
  version: string
  webRoot: string | null
  /** Null for a single node. */
  nodes?: Nodes | null | undefined
}

export async function startApp(options: AppOptions) {
  const { store, log, basePath = "/", metrics = createMetrics() } = options
  const parts = { ...options, log, metrics, basePath }
  const admission = createAdmission(options, store.readsAtOnce)
  const chat = createChat({ ...parts, admission })
  const failures = createFailureLog({ log, metrics })
  const { sockets, streams } = createConnections({ ...parts, admission })
  const resources = watchResources({ log, file: options.dataFile ?? null })
  const rules = {
    refusalOf: createRequestRule(parts),
    stripBasePath: createStripBasePath(basePath),
    addressOf: createAddressOf(options),
  }
  const doors = { ...parts, ...rules, chat, failures, budget: admission.budget, sockets, streams }
  const newHttp = () => createHttp(doors)
  const http = await newHttp()
  limitConnections(http.server, {
    counts: admission.connections,
    addressOf: createSocketAddressOf(options),
    failures,
  })
  let isStopping = false
  const isDraining = () => isStopping

  await openHttpDoors({ ...doors, http, newHttp, isDraining })
  await openMetricsDoor(http, { ...doors, resources })
  openSocketDoors(http.server, { ...doors, isDraining })
  await listen(http, options)
  return { url: urlOf(http.server.address() as AddressInfo, options.host), chat, close }

  /** Accepts nothing more, answers what was accepted, and asks clients to reconnect. The store stays open. */
  async function close() {
    isStopping = true
    const closed = http.close()
    await chat.drain()
    // What was stored last is still on its way to the sockets.
    await nextTurn()
    streams.drain()
    await sockets.drain()
    const timeout = setTimeout(() => http.server.closeAllConnections(), DRAIN_GRACE_MS)
    await closed
    clearTimeout(timeout)
    chat.close()
    resources.stop()
  }
}

type Connections = Pick<AppOptions, "log" | "rateLimit" | "nodes"> & {
  metrics: Metrics
  admission: Admission
}

function createConnections({ log, metrics, admission, rateLimit, nodes }: Connections) {
  const bounds = { budget: admission.budget, counts: admission.sockets }
  const sockets = createSockets({
    ...bounds,
    rateLimit,
    nodes,
    onClosed({ id, connection }, { code, byClient }) {
      countOne(metrics.closed, byClient ? "client" : code)
      log.debug({ connection: id, door: connection?.door, code, byClient }, "a socket is gone")
    },
  })
  const streams = createEventStreams({
    ...bounds,
    onClosed({ id, door }, code) {
      if (code !== null) countOne(metrics.closed, code)
      log.debug({ request: id, door, code }, "an event stream is over")
    },
  })
  return { sockets, streams }
}

type HttpDoors = Pick<AppOptions, "version" | "webRoot"> & {
  failures: FailureLog
  http: FastifyInstance
  newHttp: () => Promise<FastifyInstance>
  chat: Chat
  addressOf: AddressOf
  budget: Admission["budget"]
  streams: EventStreams
  basePath: string
  isDraining: () => boolean
}

async function openHttpDoors({ http, newHttp, isDraining, webRoot, ...parts }: HttpDoors) {
  const refuseOtherMethods = recordMethods(http)
  await http.register((scope) => serveRest(scope, parts))
  await http.register((scope) => serveHealth(scope, { chat: parts.chat, isDraining }))
  await http.register((scope) => serveTrpc(scope, parts))
  serveDocs(http, { createHttp: newHttp, ...parts })
  refuseOtherMethods()
  if (webRoot) await serveWeb(http, { root: webRoot, basePath: parts.basePath })
}

type MetricsDoor = Pick<AppOptions, "metricsToken"> & {
  metrics: Metrics
  chat: Chat
  resources: Resources
  sockets: Sockets
  streams: EventStreams
}

async function openMetricsDoor(http: FastifyInstance, parts: MetricsDoor) {
  const { metricsToken: token, metrics, chat, resources, sockets, streams } = parts
  if (token === null) return
  // Loaded only where it is asked for (docs/decisions/0009).
  const { serveMetrics } = await import("./api/metrics.ts")
  const connections = () => [...sockets.all(), ...streams.all()]
  serveMetrics(http, { token, metrics, chat, resources, connections })
}

type SocketDoors = {
  failures: FailureLog
  chat: Chat
  sockets: Sockets
  refusalOf: RequestRule
  stripBasePath: StripBasePath
  addressOf: AddressOf
  isDraining: () => boolean
}

function openSocketDoors(http: Server, { sockets, stripBasePath, ...parts }: SocketDoors) {
  const doorAt = socketDoors({ ...parts, sockets })
  acceptUpgrades({
    ...parts,
    http,
    server: sockets.server,
    waitFor: sockets.waitFor,
    doorAt: (path) => doorAt(stripBasePath(path)),
  })
}

function socketDoors({
  chat,
  failures,
  sockets,
}: Pick<SocketDoors, "chat" | "failures" | "sockets">) {
  const connectTrpc = createTrpcDoor({ chat, failures })
  const connectRaw = createRawDoor({ chat, failures })

  function open(connection: Connection, socket: Socket, url: URL) {
    socket.connection = connection
    connection.open(url)
  }

  return (path: string): SocketDoor | null => {
    if (path === "/trpc")
      return (socket, url) => open(connectTrpc(sockets.add(socket, RECONNECT)), socket, url)
    const room = /^\/ws\/chat\/([^/]+)$/.exec(path)?.[1]
    if (room === undefined) return null
    return (socket, url) => open(connectRaw(sockets.add(socket, null), room), socket, url)
  }
}

async function listen(http: FastifyInstance, { host, port }: Pick<AppOptions, "host" | "port">) {
  await http.listen({ host, port }).catch((error: Error) => {
    throw new Error(`cannot listen on HOST ${host}, PORT ${port}: ${error.message}`)
  })
}

function urlOf({ port }: AddressInfo, host: string) {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`
}
