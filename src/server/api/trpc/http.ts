/** tRPC over HTTP: queries and mutations by the stock adapter, subscriptions as server-sent events by our own. */
import { getTRPCErrorFromUnknown } from "@trpc/server"
import { fastifyRequestHandler } from "@trpc/server/adapters/fastify"
import type { FastifyInstance } from "fastify"
import { BATCH_CALLS_MAX } from "../../../shared/limits.ts"
import type { MemoryBudget } from "../../admission/memory-budget.ts"
import { refuseWait } from "../../admission/refuse-over-rate.ts"
import type { Chat } from "../../chat/chat.ts"
import type { AddressRule } from "../address.ts"
import { type Context, createContext } from "../context.ts"
import { HttpPeer } from "../http-peer.ts"
import { acceptJson, badRequest, refuseComplex, textIn } from "../json.ts"
import type { Report } from "../report.ts"
import { reportTo, shapeOf } from "./errors.ts"
import { asksForEvents } from "./event-request.ts"
import type { EventStreams } from "./event-streams.ts"
import { createEventsDoor } from "./events.ts"
import { appRouter } from "./router.ts"

const NAME_HEADER = "x-confab-username"

type Parts = {
  chat: Chat
  report: Report
  addressOf: AddressRule
  budget: MemoryBudget
  streams: EventStreams
}

export async function serveTrpc(app: FastifyInstance, parts: Parts) {
  const { chat, report, addressOf, budget, streams } = parts
  const answerEvents = createEventsDoor({ epoch: chat.epoch, report, streams })
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
      const username = nameIn(req.headers[NAME_HEADER])
      const address = addressOf(req.raw)
      const contextOf = (peer: Context["peer"]) => createContext({ chat, peer, username })
      const { path } = req.params
      const refused = refusalOfCalls(chat.waitToCall(address, path.split(",").length), path)
      if (refused) {
        report.refused(refused.data.code)
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
        onError: reportTo(report, { request: req.id }),
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
