/** The browser app: built files, and its page at every path of the app. */
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import fastifyStatic from "@fastify/static"
import type { FastifyInstance, FastifyReply } from "fastify"
import { PAGE_HEADER } from "../../shared/page-header.ts"

const YEAR_S = 365 * 24 * 60 * 60
const PAGE = "index.html"
const REVALIDATE = "no-cache"

type Web = {
  root: string
  basePath: string
}

export async function serveWeb(app: FastifyInstance, { root, basePath }: Web) {
  const isMoved = basePath !== "/"
  await app.register(fastifyStatic, {
    root,
    wildcard: false,
    index: false,
    preCompressed: true,
    cacheControl: false,
    ...(isMoved && { globIgnore: [`${PAGE}*`] }),
    setHeaders(reply, path) {
      // Built assets carry a hash of their content in the name.
      const isHashed = path.includes("/assets/")
      const policy = isHashed ? `public, max-age=${YEAR_S}, immutable` : REVALIDATE
      reply.header("cache-control", policy)
    },
  })
  const sendPage = isMoved
    ? (reply: FastifyReply) => sendMovedPage(reply, { root, basePath })
    : (reply: FastifyReply) => reply.sendFile(PAGE)
  for (const url of ["/", "/rooms", "/rooms/*", ...(isMoved ? [`/${PAGE}`] : [])])
    app.get(url, { schema: { hide: true } }, (_, reply) =>
      sendPage(reply.header(PAGE_HEADER, "page")),
    )
  if (isMoved)
    app.get(basePath.slice(0, -1), { schema: { hide: true } }, (_, reply) =>
      reply.redirect(basePath, 308),
    )
}

/** The page links its files from the root, because it is served at paths of several depths. */
async function sendMovedPage(reply: FastifyReply, { root, basePath }: Web) {
  const page = await readFile(join(root, PAGE), "utf8")
  return reply
    .type("text/html; charset=utf-8")
    .header("cache-control", REVALIDATE)
    .send(page.replaceAll(/\b(href|src)="\//g, `$1="${basePath}`))
}
