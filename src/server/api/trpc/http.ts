/** tRPC over HTTP: queries, mutations and, for who wants them, subscriptions as server-sent events. */
import { fastifyRequestHandler } from "@trpc/server/adapters/fastify"
import type { FastifyInstance } from "fastify"
import { BATCH_CALLS_MAX } from "../../../shared/limits.ts"
import type { MemoryBudget } from "../../admission/memory-budget.ts"
import type { Chat } from "../../chat/chat.ts"
import type { AddressRule } from "../address.ts"
import { createContext } from "../context.ts"
import { HttpPeer } from "../http-peer.ts"
import { acceptJson, badRequest, refuseDeep, textIn } from "../json.ts"
import type { Report } from "../report.ts"
import { reportTo } from "./errors.ts"
import { appRouter } from "./router.ts"

const NAME_HEADER = "x-confab-username"

type Parts = { chat: Chat; report: Report; addressOf: AddressRule; budget: MemoryBudget }

export async function serveTrpc(app: FastifyInstance, { chat, report, addressOf, budget }: Parts) {
  // tRPC parses for itself. JSON is all it gets: it would execute forms too, which any page may post here.
  acceptJson(app, (text) => text)
  app.route<{ Params: { path: string }; Querystring: { input?: string | string[] } }>({
    method: ["GET", "POST"],
    url: "/trpc/:path",
    schema: { hide: true },
    preHandler: async ({ query }) => {
      if (Array.isArray(query.input)) throw badRequest("input is given twice")
      refuseDeep(query.input ?? "")
    },
    handler: (req, res) => {
      const username = nameIn(req.headers[NAME_HEADER])
      const peer = new HttpPeer(budget, res.raw, addressOf(req.raw))
      return fastifyRequestHandler({
        req,
        res,
        path: req.params.path,
        router: appRouter,
        maxBatchSize: BATCH_CALLS_MAX,
        createContext: () => createContext({ chat, peer, username }),
        onError: reportTo(report, { request: req.id }),
      })
    },
  })
}

/** Header values reach us one byte a character; names are UTF-8. */
function nameIn(header: string | string[] | undefined): string | undefined {
  return header === undefined ? undefined : textIn(Buffer.from(String(header), "latin1"))
}
