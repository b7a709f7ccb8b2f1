/** Under which name a request came: DNS lets any name lead here, so it tells who sent it to whom. */
import type { IncomingMessage } from "node:http"
import { isIP } from "node:net"
import { compile } from "@fastify/proxy-addr"
import ipaddr from "ipaddr.js"

/** `NAME`, `NAME:PORT`, `[ADDRESS]:PORT`: what else a URL may hold has no place in a Host header. */
const HOST = /^[^\s/\\?#@]+$/

export function createHostRule({ trustProxy }: { trustProxy: string[] }) {
  const isProxy = compile(trustProxy)

  /** The host the caller believes to speak to, as it was written; undefined where none was named. */
  return function hostOf({ headers, socket }: IncomingMessage): string | undefined {
    const forwarded = headers["x-forwarded-host"]
    const trusted = isProxy(socket.remoteAddress ?? "", 0)
    return trusted && typeof forwarded === "string" ? forwarded.split(",")[0]?.trim() : headers.host
  }
}

/** Its name as everybody writes it: lower case, without port and root dot, numbers as an address. Null for what is no host. */
export function nameIn(host: string): string | null {
  const name = HOST.test(host) ? URL.parse(`http://${host}`)?.hostname : undefined
  return name?.replace(/\.$/, "") || null
}

/** True for names that always lead to this machine, and to no other by anybody's choice. */
export function isLoopback(name: string): boolean {
  const address = name.replace(/^\[|\]$/g, "")
  if (ipaddr.isValid(address)) return ipaddr.process(address).range() === "loopback"
  return address === "localhost" || address.endsWith(".localhost")
}

/** True for an address: a page gets there by no name of its own. */
export const isAddress = (name: string): boolean => isIP(name.replace(/^\[|\]$/g, "")) !== 0
