import type { FastifyInstance } from "fastify"

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const

/** Notes the routes declared from now on. The answer, called after them, has their other methods refused with 405. */
export function watchMethods(app: FastifyInstance) {
  const routes = new Map<string, Set<string>>()
  app.addHook("onRoute", ({ url, method }) => {
    routes.set(url, new Set([...(routes.get(url) ?? []), ...[method].flat()]))
  })

  return function refuseOtherMethods() {
    for (const [url, methods] of [...routes]) {
      const allow = [...methods].join(", ")
      app.route({
        method: METHODS.filter((method) => !methods.has(method)),
        url,
        schema: { hide: true },
        handler: (_, answer) =>
          answer.code(405).header("allow", allow).send({ detail: "Method Not Allowed" }),
      })
    }
  }
}
