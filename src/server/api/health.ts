import type { FastifyInstance } from "fastify"
import type { Chat } from "../chat/chat.ts"

type Health = { chat: Chat; isDraining: () => boolean }

/** `/healthz`: the process lives. `/readyz`: send it work; 503 while draining or without its store; without its bus it still serves. */
export async function serveHealth(app: FastifyInstance, { chat, isDraining }: Health) {
  app.get("/healthz", { schema: { hide: true } }, async () => ({ status: "ok" }))
  app.get("/readyz", { schema: { hide: true } }, async (_, reply) => {
    if (isDraining()) return reply.code(503).send({ status: "draining" })
    const { isWhole } = await chat.ready()
    return isWhole ? { status: "ready" } : { status: "degraded", bus: "down" }
  })
}
