/** tRPC over HTTP: queries and mutations by the stock adapter, subscriptions by event-stream-door.ts. */
import { getTRPCErrorFromUnknown } from "@trpc/server"
import { fastifyRequestHandler } from "@trpc/server/adapters/fastify"
import type { FastifyInstance } from "fastify"
import { BATCH_CALLS_MAX } from "../../../shared/limits.ts"
import type { MemoryBudget } from "../../admission/memory-budget.ts"
import type { Peer } from "../../admission/peer.ts"
import { refuseWait } from "../../admission/refuse-over-rate.ts"
import type { Chat } from "../../chat/chat.ts"
import type { AddressOf } from "../client-address.ts"
import { createContext } from "../context.ts"
import type { FailureLog } from "../failure-log.ts"
import { HttpPeer } from "../http-peer.ts"
import { acceptJson, badRequest, refuseComplex, textIn } from "../json.ts"
import { logFailures, shapeOf } from "./errors.ts"
import { createEventStreamDoor } from "./event-stream-door.ts"
import { asksForEventStream } from "./event-stream-request.ts"
import type { EventStreams } from "./event-streams.ts"
import { appRouter } from "./router.ts"

const NAME_HEADER = "x-confab-username"

type Parts = {
  chat: Chat
  failures: FailureLog
  addressOf: AddressOf
  budget: MemoryBudget
  streams: EventStreams
}

export async function serveTrpc(app: FastifyInstance, parts: Parts) {
  const { chat, failures, addressOf, budget, streams } = parts
  const answerEventStream = createEventStreamDoor({ epoch: chat.epoch, failures, streams })
  // tRPC parses by itself, JSON only: it would execute forms too, which any page may post here.
  acceptJson(app, (text) => text)
  app.route<{ Params: { path: string }; Querystring: { input?: string | string[] } }>({
    method: ["GET", "POST"],
    url: "/trpc/:path",
    // tRPC would answer it with nothing that Fastify understands.
    exposeHeadRoute: false,
    schema: { hide: true },
    preHandler: async ({ query }) => {
      if (Array.isArray(query.input)) throw badRequest("input is given twice")
      refuseComplex(query.input ?? "")
    },
    handler: (req, res) => {
      const credentials = { name: nameIn(req.headers[NAME_HEADER]) }
      const address = addressOf(req.raw)
      const contextOf = (peer: Peer) => createContext(chat, credentials, peer)
      const { path } = req.params
      const refused = callsRefusal(chat.waitToCall(address, path.split(",").length), path)
      if (refused) {
        failures.recordRefusal(refused.data.code)
        return res.code(refused.data.httpStatus).send({ error: refused })
      }
      if (asksForEventStream(path, req.raw))
        return answerEventStream({ path, request: req, reply: res, address, contextOf })
      return fastifyRequestHandler({
        req,
        res,
        path,
        router: appRouter,
        maxBatchSize: BATCH_CALLS_MAX,
        createContext: () => contextOf(new HttpPeer(budget, res.raw, address)),
        onError: logFailures(failures, { request: req.id }),
      })
    },
  })
}

/** As tRPC itself would answer, once for all calls of a batch; null for calls within the rate. */
function callsRefusal(retryAfterMs: number, path: string) {
  try {
    refuseWait(retryAfterMs, "TOO_MANY_READS")
    return null
  } catch (cause) {
    return shapeOf({ error: getTRPCErrorFromUnknown(cause), path })
  }
}

/** Node decodes headers as Latin-1; names are UTF-8. */
function nameIn(header: string | string[] | undefined): string | undefined {
  return header === undefined ? undefined : textIn(Buffer.from(String(header), "latin1"))
}
