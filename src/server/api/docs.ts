/** The pages are an app of their own, made at the first request for them, to keep every start quick (docs/decisions/0009). */
import type { FastifyInstance } from "fastify"
import type { servePages } from "./docs-pages.ts"

const PATHS = ["/openapi.json", "/docs", "/docs/*", "/redoc", "/redoc/*"]

type Parts = Parameters<typeof servePages>[1] & { createHttp: () => Promise<FastifyInstance> }

export function serveDocs(app: FastifyInstance, { createHttp, ...parts }: Parts) {
  let pages: Promise<FastifyInstance> | undefined

  async function openPages() {
    const { servePages } = await import("./docs-pages.ts")
    const made = await createHttp()
    await servePages(made, parts)
    await made.ready()
    return made
  }

  function pagesOnce() {
    pages ??= openPages().catch((error) => {
      pages = undefined
      throw error
    })
    return pages
  }

  for (const url of PATHS)
    app.get(url, async ({ raw: request }, reply) => {
      const { routing } = await pagesOnce()
      reply.hijack()
      routing(request, reply.raw)
    })
}
