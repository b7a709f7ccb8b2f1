/** The browser app: built files, and its page under every address that the app itself understands. */
import fastifyStatic from "@fastify/static"
import type { FastifyInstance } from "fastify"
import { PAGE_HEADER } from "../../shared/page-header.ts"

const YEAR_S = 365 * 24 * 60 * 60

/** `root` is the folder of the built client. */
export async function serveWeb(app: FastifyInstance, root: string) {
  await app.register(fastifyStatic, {
    root,
    wildcard: false,
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders(answer, path) {
      // Built assets carry a hash of their content in the name.
      const isHashed = path.includes("/assets/")
      const policy = isHashed ? `public, max-age=${YEAR_S}, immutable` : "no-cache"
      answer.header("cache-control", policy)
    },
  })
  for (const url of ["/", "/rooms", "/rooms/*"])
    app.get(url, { schema: { hide: true } }, (_, answer) =>
      answer.header(PAGE_HEADER, "page").sendFile("index.html"),
    )
}
