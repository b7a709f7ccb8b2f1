/** Whether a request is meant for this server, and sent by a page that may; the operator is warned of refusals. */
import type { IncomingMessage } from "node:http"
import type { Logger } from "pino"
import { createHostRule, type HostRuleOptions } from "./host-rule.ts"
import { createOriginRule } from "./origin-rule.ts"
import { createHostOf } from "./request-host.ts"
import { createThrottledWarning } from "./throttled-warning.ts"

type Parts = HostRuleOptions & { log: Logger }

const FOREIGN_HOST = {
  status: 421,
  detail: "this server does not go by the name it was asked under: PUBLIC_URL would say so",
}
const FOREIGN_ORIGIN = { status: 403, detail: "this origin may not change anything here" }

const HOST_ADVICE =
  "refused what was asked under a name that is not this server's own: if people come by it, set PUBLIC_URL to the " +
  "address they use, or list its origin in CORS_ORIGINS"
const ORIGIN_ADVICE =
  "refused a page of another origin than the host it asked: if it is the app itself, a proxy changes the host. Set " +
  "PUBLIC_URL to the address people use, let the proxy keep Host, or let it send X-Forwarded-Host and name it in " +
  "TRUST_PROXY. Other pages that may use this server are listed in CORS_ORIGINS"

export function createRequestRule({ log, ...rules }: Parts) {
  const hostOf = createHostOf(rules)
  const isHostAllowed = createHostRule(rules)
  const isOriginAllowed = createOriginRule(rules)
  const warn = createThrottledWarning(log)

  /** Null for an allowed request. `isChange`: it may do more than read what browsers keep from foreign pages. */
  return function refusalOf(request: IncomingMessage, isChange: boolean) {
    const host = hostOf(request)
    const { origin } = request.headers
    if (!isHostAllowed(request, host)) {
      warn({ host, origin }, HOST_ADVICE)
      return FOREIGN_HOST
    }
    if (!isChange || isOriginAllowed(origin, host)) return null
    warn({ origin, host }, ORIGIN_ADVICE)
    return FOREIGN_ORIGIN
  }
}

export type RequestRule = ReturnType<typeof createRequestRule>
