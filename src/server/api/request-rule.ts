/** What every door asks before it opens: was it meant for this server, and by a page that may? Whoever runs it is told of a no. */
import type { IncomingMessage } from "node:http"
import type { Logger } from "pino"
import { createHostRule } from "./host.ts"
import { createNameRule, type NameRules } from "./names.ts"
import { createOriginRule } from "./origin.ts"
import { createRareWarning } from "./rare-warning.ts"

type Parts = NameRules & { log: Logger }

const WRONG_NAME = {
  status: 421,
  detail: "this server does not go by the name it was asked under: PUBLIC_URL would say so",
}
const FOREIGN_PAGE = { status: 403, detail: "this origin may not change anything here" }

const NAME_ADVICE =
  "refused what was asked under a name that is not this server's own: if people come by it, set PUBLIC_URL to the " +
  "address they use, or list its origin in CORS_ORIGINS"
const PAGE_ADVICE =
  "refused a page of another origin than the host it asked: if it is the app itself, a proxy changes the host. Set " +
  "PUBLIC_URL to the address people use, let the proxy keep Host, or let it send X-Forwarded-Host and name it in " +
  "TRUST_PROXY. Other pages that may use this server are listed in CORS_ORIGINS"

export function createRequestRule({ log, ...rules }: Parts) {
  const hostOf = createHostRule(rules)
  const isAnswered = createNameRule(rules)
  const isWelcome = createOriginRule(rules)
  const warn = createRareWarning(log)

  /** Null for a request that may pass. `isChange`: it may do more than read what browsers keep from foreign pages. */
  return function refusalOf(request: IncomingMessage, isChange: boolean) {
    const host = hostOf(request)
    const { origin } = request.headers
    if (!isAnswered(request, host)) {
      warn({ host, origin }, NAME_ADVICE)
      return WRONG_NAME
    }
    if (!isChange || isWelcome(origin, host)) return null
    warn({ origin, host }, PAGE_ADVICE)
    return FOREIGN_PAGE
  }
}

export type RequestRule = ReturnType<typeof createRequestRule>
