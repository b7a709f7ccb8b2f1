/** Whose pages may speak to this server: its own, and those of the allow list. */
import type { IncomingMessage } from "node:http"
import { compile } from "@fastify/proxy-addr"

export type OriginRules = { corsOrigins: string[]; trustProxy: string[] }

export function createOriginRule({ corsOrigins, trustProxy }: OriginRules) {
  const isProxy = compile(trustProxy)

  /** The host the caller believes to speak to. */
  function hostOf({ headers, socket }: IncomingMessage): string | undefined {
    const forwarded = headers["x-forwarded-host"]
    const trusted = isProxy(socket.remoteAddress ?? "", 0)
    return trusted && typeof forwarded === "string" ? forwarded.split(",")[0]?.trim() : headers.host
  }

  /** True without an Origin too: only browsers send one, and only they can be made to ask on another site's behalf. */
  return function isWelcome(request: IncomingMessage): boolean {
    const { origin } = request.headers
    if (origin === undefined || corsOrigins.includes("*") || corsOrigins.includes(origin))
      return true
    const from = URL.parse(origin)
    // Read with the origin's scheme, so that a port that goes without saying may be said.
    return from !== null && from.host === URL.parse(`${from.protocol}//${hostOf(request)}`)?.host
  }
}

export type OriginRule = ReturnType<typeof createOriginRule>
