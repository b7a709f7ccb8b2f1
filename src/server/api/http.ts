import type { IncomingMessage, Server, ServerResponse } from "node:http"
import cors from "@fastify/cors"
import helmet from "@fastify/helmet"
import fastify, {
  type FastifyBaseLogger,
  type FastifyHttpOptions,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify"
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod"
import type { Logger } from "pino"
import { BODY_BYTES_MAX } from "../../shared/limits.ts"
import type { MemoryBudget } from "../admission/memory-budget.ts"
import { HEADERS_MAX, UNCOUNTED_BYTES_MAX } from "../limits.ts"
import type { StripBasePath } from "./base-path.ts"
import { setCacheHeaders } from "./caching.ts"
import type { AddressOf } from "./client-address.ts"
import type { FailureLog } from "./failure-log.ts"
import { answerErrors } from "./http-errors.ts"
import { acceptJson, badRequest, parseJson } from "./json.ts"
import { queuePipelinedRequests } from "./pipelined-requests.ts"
import { countRequestBodies } from "./request-bodies.ts"
import { REQUEST_ID_HEADER, requestIdOf } from "./request-id.ts"
import type { RequestRule } from "./request-rule.ts"
import { endWithStatus, requestedUrl } from "./upgrade.ts"

type Http = {
  log: Logger
  failures: FailureLog
  refusalOf: RequestRule
  stripBasePath: StripBasePath
  addressOf: AddressOf
  corsOrigins: string[]
  budget: MemoryBudget
}

/** Statuses for codes of Node's parser; 400 for all others. */
const parserErrors: Record<string, number> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}
const REQUEST_MS_MAX = 30_000
const SLOW_MS = 1_000
const PATH_PART_CHARS_MAX = 4_096
const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"])

/** Zod's, which keep Fastify from loading its own (docs/decisions/0009). */
const compilersFactory: object = {
  buildValidator: () => validatorCompiler,
  buildSerializer: () => serializerCompiler,
}

export async function createHttp(parts: Http) {
  const { log, failures, addressOf, corsOrigins, budget } = parts
  const app = fastify(optionsOf(parts))
  refuseBeforeHooks(app)
  queuePipelinedRequests(app, budget, addressOf)
  countRequestBodies(app, budget, addressOf)
  acceptJson(app, parseJson)
  answerErrors(app, failures)
  setCacheHeaders(app, !corsOrigins.includes("*"))
  app.addHook("onResponse", async (request, reply) => logAnswer(log, request, reply))
  refuseForeignRequests(app, parts)
  await app.register(helmet, headers)
  await app.register(cors, {
    origin: corsOrigins.includes("*") ? "*" : corsOrigins,
    methods: ["GET", "HEAD", "POST", "DELETE"],
    exposedHeaders: ["link", "retry-after", REQUEST_ID_HEADER],
    maxAge: 600,
    strictPreflight: false,
  })
  return app
}

function optionsOf({ log, stripBasePath }: Http) {
  return {
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestIdOf,
    rewriteUrl: ({ url = "/" }) => stripBasePath(url),
    schemaController: { compilersFactory },
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_MS_MAX,
    // A tRPC batch names all its calls in one part of the path.
    routerOptions: { maxParamLength: PATH_PART_CHARS_MAX, ignoreTrailingSlash: true },
    // While draining the core itself refuses what it must, with its own codes.
    return503OnClosing: false,
    clientErrorHandler: ({ code }, stream) => {
      if (stream.writable) endWithStatus(stream, { status: parserErrors[code] ?? 400 })
      else stream.destroy()
    },
    http: {
      highWaterMark: UNCOUNTED_BYTES_MAX,
      // Refused by a hook below: what Node refuses by itself does not wait for the answers before it.
      requireHostHeader: false,
      // A client that offers another protocol, as HTTP/2, is served with the one it asked in.
      shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === "websocket",
    },
    frameworkErrors: (error, request, reply: FastifyReply) => {
      if (!isNext(reply.raw)) return void request.raw.socket.destroy()
      reply.header("cache-control", "no-store")
      reply.code(error.statusCode ?? 400).send({ detail: error.message })
    },
  } satisfies FastifyHttpOptions<Server>
}

function refuseForeignRequests(app: FastifyInstance, { failures, refusalOf }: Http) {
  app.addHook("onRequest", async (request, reply) => {
    reply.header(REQUEST_ID_HEADER, request.id)
    if (!(requestedUrl(request.raw) && isHttp(request.raw)))
      throw badRequest("the Host header is not a host")
    if (request.raw.rawHeaders.length > 2 * HEADERS_MAX)
      return reply.code(431).send({ detail: "too many headers" })
    const refusal = refusalOf(request.raw, !SAFE_METHODS.has(request.method))
    if (!refusal) return
    failures.recordRefusal(`HTTP_${refusal.status}`)
    return reply.code(refusal.status).send({ detail: refusal.detail })
  })
}

/** What is refused before any hook of ours runs is not queued: sent ahead of an answer, it ends the connection. */
function refuseBeforeHooks({ server }: FastifyInstance) {
  // Node drops those beyond the maximum: one more is enough to notice.
  server.maxHeadersCount = HEADERS_MAX + 1
  server.on("checkExpectation", ({ socket }, response) => {
    if (isNext(response)) response.writeHead(417).end()
    else socket.destroy()
  })
}

/** False for a response that has to wait for the one before it. */
const isNext = ({ socket }: ServerResponse): boolean => socket !== null

const isHttp = ({ httpVersion, headers }: IncomingMessage): boolean =>
  httpVersion !== "1.1" || headers.host !== undefined

/** Logs the route: a URL may hold names. */
function logAnswer(log: Logger, { id, method, routeOptions }: FastifyRequest, reply: FastifyReply) {
  const level = reply.elapsedTime > SLOW_MS ? "warn" : "debug"
  const ms = Math.round(reply.elapsedTime)
  const route = routeOptions.url ?? null
  log[level]({ request: id, method, route, status: reply.statusCode, ms }, "answered")
}

const headers = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      "default-src": ["'none'"],
      "script-src": ["'self'"],
      "style-src": ["'self'"],
      "connect-src": ["'self'"],
      "img-src": ["'self'", "data:"],
      "font-src": ["'self'"],
      "manifest-src": ["'self'"],
      "worker-src": ["'self'"],
      "base-uri": ["'none'"],
      "form-action": ["'self'"],
      "frame-ancestors": ["'none'"],
    },
  },
  // The proxy in front knows whether there is TLS.
  strictTransportSecurity: false,
  // CORS decides which pages may read answers.
  crossOriginResourcePolicy: { policy: "cross-origin" as const },
  referrerPolicy: { policy: "same-origin" as const },
}
