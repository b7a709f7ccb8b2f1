/** HTTP as every door gets it: limits, security headers, cross-origin rules, one error exit. */
import type { IncomingMessage, ServerResponse } from "node:http"
import cors from "@fastify/cors"
import helmet from "@fastify/helmet"
import fastify, {
  type FastifyBaseLogger,
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
import type { AddressRule } from "./address.ts"
import type { BaseRule } from "./base-path.ts"
import { countBodies } from "./bodies.ts"
import { keepFromCaches } from "./caching.ts"
import type { FailureLog } from "./failure-log.ts"
import { answerErrors } from "./http-errors.ts"
import { acceptJson, badRequest, parseJson } from "./json.ts"
import { answerOneAtATime } from "./one-at-a-time.ts"
import { REQUEST_ID_HEADER, requestIdOf } from "./request-id.ts"
import type { RequestRule } from "./request-rule.ts"
import { refuse, requestedUrl } from "./upgrade.ts"

type Http = {
  log: Logger
  failures: FailureLog
  refusalOf: RequestRule
  withoutBase: BaseRule
  addressOf: AddressRule
  corsOrigins: string[]
  budget: MemoryBudget
}

/** What Node's parser gives up on, other than nonsense. */
const unreadable: Record<string, number> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}
const REQUEST_MS_MAX = 30_000
/** An answer that took longer is worth a line in the log. */
const SLOW_MS = 1_000
const PATH_PART_CHARS_MAX = 4_096
const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"])

/** In this place zod's keep Fastify from loading its own, whose types it asks for (docs/decisions/0009). */
const compilersFactory: object = {
  buildValidator: () => validatorCompiler,
  buildSerializer: () => serializerCompiler,
}

export async function createHttp(parts: Http) {
  const { log, failures, refusalOf, withoutBase, addressOf, corsOrigins, budget } = parts

  const app = fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestIdOf,
    rewriteUrl: ({ url = "/" }) => withoutBase(url),
    schemaController: { compilersFactory },
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_MS_MAX,
    // A tRPC batch names all its calls in one part of the path.
    routerOptions: { maxParamLength: PATH_PART_CHARS_MAX, ignoreTrailingSlash: true },
    // While draining the core itself refuses what it must, in its own words.
    return503OnClosing: false,
    clientErrorHandler: ({ code }, stream) => {
      if (stream.writable) refuse(stream, { status: unreadable[code] ?? 400 })
      else stream.destroy()
    },
    // A client that offers another protocol, as HTTP/2, is served with the one it asked in.
    http: {
      highWaterMark: UNCOUNTED_BYTES_MAX,
      // It is refused by a hook below: what Node refuses by itself waits for nobody's turn.
      requireHostHeader: false,
      shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === "websocket",
    },
    frameworkErrors: (error, request, answer: FastifyReply) => {
      if (!isNext(answer.raw)) return void request.raw.socket.destroy()
      answer.header("cache-control", "no-store")
      answer.code(error.statusCode ?? 400).send({ detail: error.message })
    },
  })
  refuseBeforeHooks(app)
  answerOneAtATime(app, budget, addressOf)
  countBodies(app, budget, addressOf)
  acceptJson(app, parseJson)
  answerErrors(app, failures)
  keepFromCaches(app, !corsOrigins.includes("*"))
  app.addHook("onResponse", async (request, answer) => logAnswer(log, request, answer))
  app.addHook("onRequest", async (request, answer) => {
    answer.header(REQUEST_ID_HEADER, request.id)
    if (!(requestedUrl(request.raw) && isHttp(request.raw)))
      throw badRequest("the Host header is not a host")
    if (request.raw.rawHeaders.length > 2 * HEADERS_MAX)
      return answer.code(431).send({ detail: "too many headers" })
    const refusal = refusalOf(request.raw, !SAFE_METHODS.has(request.method))
    if (!refusal) return
    failures.refused(`HTTP_${refusal.status}`)
    return answer.code(refusal.status).send({ detail: refusal.detail })
  })
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

/** What is refused before any hook of ours runs is not put in line: sent ahead of an answer, it ends the connection. */
function refuseBeforeHooks({ server }: FastifyInstance) {
  // Node drops what is beyond: one more is enough to see that.
  server.maxHeadersCount = HEADERS_MAX + 1
  server.on("checkExpectation", ({ socket }, response) => {
    if (isNext(response)) response.writeHead(417).end()
    else socket.destroy()
  })
}

/** False for one that has to wait until the answer before it is out. */
const isNext = ({ socket }: ServerResponse): boolean => socket !== null

/** HTTP/1.1 has a Host. */
const isHttp = ({ httpVersion, headers }: IncomingMessage): boolean =>
  httpVersion !== "1.1" || headers.host !== undefined

/** By its route: an address may hold names. */
function logAnswer(
  log: Logger,
  { id, method, routeOptions }: FastifyRequest,
  answer: FastifyReply,
) {
  const level = answer.elapsedTime > SLOW_MS ? "warn" : "debug"
  const ms = Math.round(answer.elapsedTime)
  const route = routeOptions.url ?? null
  log[level]({ request: id, method, route, status: answer.statusCode, ms }, "answered")
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
  // Whether there is TLS at all is for the proxy in front to say.
  strictTransportSecurity: false,
  // API answers are for the pages of the allow list; CORS decides, not this.
  crossOriginResourcePolicy: { policy: "cross-origin" as const },
  referrerPolicy: { policy: "same-origin" as const },
}
