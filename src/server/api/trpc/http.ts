/** tRPC over HTTP: queries and mutations by the stock adapter, subscriptions as server-sent events by our own. */
import { getTRPCErrorFromUnknown } from "@trpc/server"
import { fastifyRequestHandler } from "@trpc/server/adapters/fastify"
import type { FastifyInstance } from "fastify"
import { BATCH_CALLS_MAX } from "../../../shared/limits.ts"
import type { MemoryBudget } from "../../admission/memory-budget.ts"
import type { Peer } from "../../admission/peer.ts"
import { refuseWait } from "../../admission/refuse-over-rate.ts"
import type { Chat } from "../../chat/chat.ts"
import type { AddressRule } from "../address.ts"
import { createContext } from "../context.ts"
import type { FailureLog } from "../failure-log.ts"
import { HttpPeer } from "../http-peer.ts"
import { acceptJson, badRequest, refuseComplex, textIn } from "../json.ts"
import { logFailures, shapeOf } from "./errors.ts"
import { asksForEvents } from "./event-request.ts"
import type { EventStreams } from "./event-streams.ts"
import { createEventsDoor } from "./events.ts"
import { appRouter } from "./router.ts"

const NAME_HEADER = "x-confab-username"

type Parts = {
  chat: Chat
  failures: FailureLog
  addressOf: AddressRule
  budget: MemoryBudget
  streams: EventStreams
}

export async function serveTrpc(app: FastifyInstance, parts: Parts) {
  const { chat, failures, addressOf, budget, streams } = parts
  const answerEvents = createEventsDoor({ epoch: chat.epoch, failures, streams })
  // tRPC parses for itself. JSON is all it gets: it would execute forms too, which any page may post here.
  acceptJson(app, (text) => text)
  app.route<{ Params: { path: string }; Querystring: { input?: string | string[] } }>({
    method: ["GET", "POST"],
    url: "/trpc/:path",
    // tRPC answers it with nothing that Fastify understands, whatever was asked.
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
      const refused = refusalOfCalls(chat.waitToCall(address, path.split(",").length), path)
      if (refused) {
        failures.refused(refused.data.code)
        return res.code(refused.data.httpStatus).send({ error: refused })
      }
      if (asksForEvents(path, req.raw))
        return answerEvents({ path, request: req, reply: res, address, contextOf })
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

/** What tRPC itself would answer: once for all calls of a batch. Null where there is nothing to wait for. */
function refusalOfCalls(retryAfterMs: number, path: string) {
  try {
    refuseWait(retryAfterMs, "TOO_MANY_READS")
    return null
  } catch (cause) {
    return shapeOf({ error: getTRPCErrorFromUnknown(cause), path })
  }
}

/** Header values reach us one byte a character; names are UTF-8. */
function nameIn(header: string | string[] | undefined): string | undefined {
  return header === undefined ? undefined : textIn(Buffer.from(String(header), "latin1"))
}
