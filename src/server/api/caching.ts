/** Caches may keep nothing, unless the answer itself says otherwise, as files do. */
import type { FastifyInstance } from "fastify"

const NO_STORE = "no-store"

export function setCacheHeaders(app: FastifyInstance, variesByOrigin: boolean) {
  app.addHook("onRequest", async (_, reply) => {
    reply.header("cache-control", NO_STORE)
  })
  app.addHook("onSend", async (_, reply, payload) => {
    // Headers of a whole Response, which tRPC answers with, replace those set before.
    const own = payload instanceof Response ? payload.headers : null
    const get = (name: string) => own?.get(name) ?? String(reply.getHeader(name) ?? "")
    const set = (name: string, value: string) => {
      if (own) own.set(name, value)
      else reply.header(name, value)
    }
    // Compressing would hold events back until there is enough of them.
    if (get("content-type").startsWith("text/event-stream"))
      set("cache-control", `${NO_STORE}, no-transform`)
    const varies = get("vary")
    if (variesByOrigin && !/\borigin\b/i.test(varies))
      set("vary", varies === "" ? "Origin" : `Origin, ${varies}`)
  })
}
