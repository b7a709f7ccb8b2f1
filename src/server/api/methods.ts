import { METHODS } from "node:http"
import type { FastifyInstance } from "fastify"

/** CONNECT asks for no path; the answer to OPTIONS is the cross-origin rules'. */
const REFUSABLE = METHODS.filter((method) => !["CONNECT", "OPTIONS"].includes(method))

/** Notes the routes declared from now on. The answer, called after them, has their other methods refused with 405. */
export function watchMethods(app: FastifyInstance) {
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
        handler: (_, answer) =>
          answer.code(405).header("allow", allow).send({ detail: "Method Not Allowed" }),
      })
    }
  }
}
