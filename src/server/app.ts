/** One whole server: the core, its doors, and the order in which they open and close. */
import type { AddressInfo } from "node:net"
import { setImmediate as nextTurn } from "node:timers/promises"
import type { FastifyInstance } from "fastify"
import type { Logger } from "pino"
import { type Admission, createAdmission } from "./admission/admission.ts"
import { type AddressRule, createAddressRule, createSocketAddressRule } from "./api/address.ts"
import { createBaseRule } from "./api/base-path.ts"
import { countConnections } from "./api/connections.ts"
import { serveDocs } from "./api/docs.ts"
import { createFailureLog, type FailureLog } from "./api/failure-log.ts"
import { serveHealth } from "./api/health.ts"
import { createHttp } from "./api/http.ts"
import { watchMethods } from "./api/methods.ts"
import { createRawDoor } from "./api/raw.ts"
import { createRequestRule } from "./api/request-rule.ts"
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
import { watchResources } from "./resources/watch.ts"
import type { Store } from "./store/store.ts"

export type AppOptions = {
  store: Store
  /** Where the store keeps its data, if in a file. */
  dataFile?: string | null
  log: Logger
  host: string
  /** 0 picks a free one. */
  port: number
  /** The address people use, where it is not that of the request. */
  publicUrl?: string | null
  /** The path all of this lies under, from slash to slash. */
  basePath?: string
  corsOrigins: string[]
  trustProxy: string[]
  rateLimit: boolean
  /** By which every bound of an address is multiplied. */
  addressFactor?: number
  /** What clients may leave unread, all together; without it, as the heap allows. */
  unreadBytesMax?: number | null
  /** Rooms there may be. */
  roomsMax?: number
  /** What `GET /metrics` is asked with; null serves none. */
  metricsToken: string | null
  /** Those that the store was opened with. */
  metrics?: Metrics
  version: string
  /** The folder of the built client, or null to serve none. */
  webRoot: string | null
  /** What it takes to be one of several nodes on the store's database. */
  nodes?: Nodes | null | undefined
}

export async function startApp({
  store,
  log,
  metrics = createMetrics(),
  basePath = "/",
  ...options
}: AppOptions) {
  const { metricsToken } = options
  const admission = createAdmission(options, store.readsAtOnce)
  const chat = createChat({ store, metrics, admission, ...options })
  const failures = createFailureLog({ log, metrics })
  const { sockets, streams } = keepConnections({ log, metrics, admission, ...options })
  const resources = watchResources({ log, file: options.dataFile ?? null })
  const refusalOf = createRequestRule({ log, ...options })
  const withoutBase = createBaseRule(basePath)
  const addressOf = createAddressRule(options)
  const newHttp = () =>
    createHttp({
      log,
      failures,
      refusalOf,
      withoutBase,
      addressOf,
      budget: admission.budget,
      ...options,
    })
  const http = await newHttp()
  countConnections(http.server, {
    counts: admission.connections,
    addressOf: createSocketAddressRule(options),
    failures,
  })
  let draining = false
  const isDraining = () => draining

  const httpParts = { chat, failures, addressOf, budget: admission.budget, streams, basePath }
  await openHttpDoors({ http, newHttp, isDraining, ...httpParts, ...options })
  if (metricsToken !== null) {
    // Only who asks for figures pays for the library (docs/decisions/0009).
    const { serveMetrics } = await import("./api/metrics.ts")
    const connections = () => [...sockets.sockets(), ...streams.streams()]
    serveMetrics(http, { token: metricsToken, metrics, chat, resources, connections })
  }
  const doorAt = socketDoors({ chat, failures, sockets })
  acceptUpgrades({
    http: http.server,
    failures,
    server: sockets.server,
    refusalOf,
    addressOf,
    waitFor: sockets.waitFor,
    doorAt: (path) => doorAt(withoutBase(path)),
    isDraining,
  })
  await listen(http, options)
  return { url: urlOf(http.server.address() as AddressInfo, options.host), chat, close }

  /** Takes nothing more, finishes and answers what was taken, tells everybody to come back. The store stays open. */
  async function close() {
    draining = true
    const closed = http.close()
    await chat.drain()
    // What was stored last is still on its way to the sockets.
    await nextTurn()
    streams.drain()
    await sockets.drain()
    const impatience = setTimeout(() => http.server.closeAllConnections(), DRAIN_GRACE_MS)
    await closed
    clearTimeout(impatience)
    chat.close()
    resources.stop()
  }
}

type Connections = Pick<AppOptions, "log" | "rateLimit" | "nodes"> & {
  metrics: Metrics
  admission: Admission
}

/** What is open for longer than an answer, counted when it ends. */
function keepConnections({ log, metrics, admission, ...options }: Connections) {
  const bounds = { budget: admission.budget, counts: admission.sockets }
  const sockets = createSockets({
    ...{ ...options, ...bounds },
    onGone({ id, connection }, { code, byClient }) {
      countOne(metrics.closed, byClient ? "client" : code)
      log.debug({ connection: id, door: connection?.door, code, byClient }, "a socket is gone")
    },
  })
  const streams = createEventStreams({
    ...bounds,
    onEnd({ id, door }, code) {
      if (code !== null) countOne(metrics.closed, code)
      log.debug({ request: id, door, code }, "an event stream is over")
    },
  })
  return { sockets, streams }
}

async function listen(http: FastifyInstance, { host, port }: Pick<AppOptions, "host" | "port">) {
  await http.listen({ host, port }).catch((error: Error) => {
    throw new Error(`cannot listen on HOST ${host}, PORT ${port}: ${error.message}`)
  })
}

type HttpDoors = Pick<AppOptions, "version" | "webRoot"> & {
  failures: FailureLog
  http: FastifyInstance
  newHttp: () => Promise<FastifyInstance>
  chat: Chat
  addressOf: AddressRule
  budget: Admission["budget"]
  streams: EventStreams
  basePath: string
  isDraining: () => boolean
}

async function openHttpDoors({ http, newHttp, isDraining, webRoot, ...parts }: HttpDoors) {
  const refuseOtherMethods = watchMethods(http)
  await http.register((scope) => serveRest(scope, parts))
  await http.register((scope) => serveHealth(scope, { chat: parts.chat, isDraining }))
  await http.register((scope) => serveTrpc(scope, parts))
  serveDocs(http, { createHttp: newHttp, ...parts })
  refuseOtherMethods()
  if (webRoot) await serveWeb(http, { root: webRoot, basePath: parts.basePath })
}

type SocketDoors = { chat: Chat; failures: FailureLog; sockets: Sockets }

/** Which door a path leads to; null where there is none. */
function socketDoors({ chat, failures, sockets }: SocketDoors) {
  const connectTrpc = createTrpcDoor({ chat, failures })
  const connectRaw = createRawDoor({ chat, failures })

  function open(connection: Connection, socket: Socket, url: URL) {
    socket.connection = connection
    connection.open(url)
  }

  return (path: string): SocketDoor | null => {
    if (path === "/trpc")
      return (socket, url) => {
        open(connectTrpc(sockets.welcome(socket, RECONNECT)), socket, url)
      }
    const room = /^\/ws\/chat\/([^/]+)$/.exec(path)?.[1]
    if (room === undefined) return null
    return (socket, url) => open(connectRaw(sockets.welcome(socket, null), room), socket, url)
  }
}

function urlOf({ port }: AddressInfo, host: string) {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`
}
