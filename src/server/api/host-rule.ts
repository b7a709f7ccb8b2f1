/** Refuses foreign hosts: any site may let its name resolve to this server (DNS rebinding), and to browsers is our page. */
import type { IncomingHttpHeaders } from "node:http"
import { hostnameIn, isIpAddress, isLoopback } from "./request-host.ts"

export type HostRuleOptions = {
  host: string
  publicUrl?: string | null
  corsOrigins: string[]
  trustProxy: string[]
}

/** Under any host: these answer nothing secret, or want a token. */
const FOR_MACHINES = new Set(["/healthz", "/readyz", "/metrics"])

type Request = { headers: IncomingHttpHeaders; url?: string | undefined }

export function createHostRule({ host, publicUrl, corsOrigins, trustProxy }: HostRuleOptions) {
  const isHostKnown = isLoopback(host) || Boolean(publicUrl) || trustProxy.length > 0
  const isForAll = !isHostKnown || corsOrigins.includes("*")
  const known = new Set(
    [host, ...[publicUrl ?? [], corsOrigins].flat().map((url) => URL.parse(url)?.host ?? "")]
      .map(hostnameIn)
      .filter((name) => name !== null),
  )
  const isOwn = (name: string) => known.has(name) || isIpAddress(name) || isLoopback(name)

  return function isHostAllowed({ headers, url = "" }: Request, host: string | undefined): boolean {
    if (isForAll || host === undefined) return true
    const name = hostnameIn(host)
    if (name !== null && isOwn(name)) return true
    if (isOfBrowser(headers)) return false
    if (FOR_MACHINES.has(url.split("?", 1)[0] ?? "")) return true
    // Over plain HTTP browsers send no more than programs do. A name without a dot is a container's: no site can own it.
    return name !== null && !name.includes(".")
  }
}

/** Browsers send these headers, but not always. */
const isOfBrowser = (headers: IncomingHttpHeaders) =>
  headers.origin !== undefined || headers["sec-fetch-site"] !== undefined
