import { createRequire } from "node:module"
import { dirname } from "node:path"
import fastifyStatic from "@fastify/static"
import swagger from "@fastify/swagger"
import swaggerUi from "@fastify/swagger-ui"
import type { FastifyInstance } from "fastify"
import { openapiOf } from "./openapi.ts"
import { serveRest } from "./rest.ts"

/** Both pages set inline styles, which the app's own policy forbids. */
const POLICY = {
  "default-src": "'none'",
  "connect-src": "'self'",
  "font-src": "'self' data:",
  "img-src": "'self' data:",
  "script-src": "'self'",
  "style-src": "'self' 'unsafe-inline'",
  "worker-src": "'self' blob:",
  "frame-ancestors": "'none'",
}
const policy = Object.entries(POLICY)
  .map((rule) => rule.join(" "))
  .join("; ")

const redocPage = (basePath: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Confab REST API</title>
    <link rel="icon" href="data:,">
  </head>
  <body>
    <redoc spec-url="${basePath}openapi.json" disable-search></redoc>
    <script src="${basePath}redoc/redoc.standalone.js"></script>
  </body>
</html>
`

type Parts = Parameters<typeof serveRest>[1] & { version: string }

export async function servePages(app: FastifyInstance, { version, ...parts }: Parts) {
  const { basePath } = parts
  app.addHook("onSend", async (_, reply) => {
    reply.header("content-security-policy", policy)
    // Its files change with the version, their names do not.
    if (reply.getHeader("cache-control") !== "no-store") reply.header("cache-control", "no-cache")
    const to = reply.getHeader("location")
    if (typeof to === "string") reply.header("location", `${basePath.slice(0, -1)}${to}`)
  })
  await app.register(swagger, openapiOf(version, basePath))
  await app.register((scope) => serveRest(scope, parts))
  app.get("/openapi.json", { schema: { hide: true } }, () => app.swagger())
  await app.register(swaggerUi, {
    routePrefix: "/docs",
    indexPrefix: basePath,
    theme: {
      title: "Confab REST API",
      css: [{ filename: "confab.css", content: ".swagger-ui .topbar { display: none }" }],
    },
  })
  app.get("/redoc", { schema: { hide: true } }, (_, reply) =>
    reply.type("text/html; charset=utf-8").send(redocPage(basePath)),
  )
  await app.register(fastifyStatic, {
    root: dirname(createRequire(import.meta.url).resolve("redoc/bundles/redoc.standalone.js")),
    prefix: "/redoc/",
    decorateReply: false,
    allowedPath: (path) => path === "/redoc.standalone.js",
  })
}
