/**
 * The server's own names. A page of any site may let its own name lead here (DNS rebinding): to the browser it then is
 * our own page, and may read and change everything. All that gives it away is the name.
 */
import type { IncomingHttpHeaders } from "node:http"
import { isAddress, isLoopback, nameIn } from "./host.ts"

export type NameRules = {
  /** Where the server listens. */
  host: string
  publicUrl?: string | null
  corsOrigins: string[]
  trustProxy: string[]
}

/** Asked by machines under whatever name they know; they tell nothing, or ask for a token. */
const FOR_MACHINES = new Set(["/healthz", "/readyz", "/metrics"])

type Asked = { headers: IncomingHttpHeaders; url?: string | undefined }

export function createNameRule({ host, publicUrl, corsOrigins, trustProxy }: NameRules) {
  const isSettled = isLoopback(host) || Boolean(publicUrl) || trustProxy.length > 0
  const isForAll = !isSettled || corsOrigins.includes("*")
  const known = new Set(
    [host, ...[publicUrl ?? [], corsOrigins].flat().map((url) => URL.parse(url)?.host ?? "")]
      .map(nameIn)
      .filter((name) => name !== null),
  )
  const isOwn = (name: string) => known.has(name) || isAddress(name) || isLoopback(name)

  /** Whether a request that came under this host may be answered. */
  return function isAnswered({ headers, url = "" }: Asked, host: string | undefined): boolean {
    if (isForAll || host === undefined) return true
    const name = nameIn(host)
    if (name !== null && isOwn(name)) return true
    if (isOfBrowser(headers)) return false
    if (FOR_MACHINES.has(url.split("?", 1)[0] ?? "")) return true
    // Over plain HTTP browsers send no more than programs do. A name without a dot is a container's: nobody else can own it.
    return name !== null && !name.includes(".")
  }
}

/** Browsers say where a page is from, but not always: without these it may be one still. */
const isOfBrowser = (headers: IncomingHttpHeaders) =>
  headers.origin !== undefined || headers["sec-fetch-site"] !== undefined
