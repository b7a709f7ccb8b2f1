import { METHODS } from "node:http"
import type { FastifyInstance } from "fastify"

/** CONNECT has no path; OPTIONS is answered by CORS. */
const REFUSABLE = METHODS.filter((method) => !["CONNECT", "OPTIONS"].includes(method))

/** Records the routes declared from now on. What it returns, called after them, refuses their other methods with 405. */
export function recordMethods(app: FastifyInstance) {
  for (const method of REFUSABLE)
    if (!app.supportedMethods.includes(method)) app.addHttpMethod(method)
  const routes = new Map<string, Set<string>>()
  app.addHook("onRoute", ({ url, method }) => {
    routes.set(url, new Set([...(routes.get(url) ?? []), ...[method].flat()]))
  })

  return function refuseOtherMethods() {
    for (const [url, methods] of [...routes]) {
      const allow = [...methods].join(", ")
      app.route({
        method: REFUSABLE.filter((method) => !methods.has(method)),
        url,
        schema: { hide: true },
        handler: (_, reply) =>
          reply.code(405).header("allow", allow).send({ detail: "Method Not Allowed" }),
      })
    }
  }
}
