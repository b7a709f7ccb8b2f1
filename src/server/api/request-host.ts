import type { IncomingMessage } from "node:http"
import { isIP } from "node:net"
import { compile } from "@fastify/proxy-addr"
import ipaddr from "ipaddr.js"

/** `NAME`, `NAME:PORT`, `[ADDRESS]:PORT`. */
const HOST = /^[^\s/\\?#@]+$/

export function createHostOf({ trustProxy }: { trustProxy: string[] }) {
  const isProxy = compile(trustProxy)

  return function hostOf({ headers, socket }: IncomingMessage): string | undefined {
    const forwarded = headers["x-forwarded-host"]
    const trusted = isProxy(socket.remoteAddress ?? "", 0)
    return trusted && typeof forwarded === "string" ? forwarded.split(",")[0]?.trim() : headers.host
  }
}

/** In lower case, without port and root dot, numbers as an address. Null for what is no host. */
export function hostnameIn(host: string): string | null {
  const name = HOST.test(host) ? URL.parse(`http://${host}`)?.hostname : undefined
  return name?.replace(/\.$/, "") || null
}

/** True for names that always resolve to this machine. */
export function isLoopback(name: string): boolean {
  const address = name.replace(/^\[|\]$/g, "")
  if (ipaddr.isValid(address)) return ipaddr.process(address).range() === "loopback"
  return address === "localhost" || address.endsWith(".localhost")
}

export const isIpAddress = (name: string): boolean => isIP(name.replace(/^\[|\]$/g, "")) !== 0
