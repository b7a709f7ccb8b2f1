/** Where a request comes from, for the limits that count by address. */
import type { IncomingMessage } from "node:http"
import type { Socket } from "node:net"
import proxyAddr from "@fastify/proxy-addr"
import ipaddr from "ipaddr.js"

/** Whoever has one IPv6 address has the other 2^64 of its network too. */
const IPV6_NETWORK_BITS = 64

export function createAddressRule({ trustProxy }: { trustProxy: string[] }) {
  const isProxy = proxyAddr.compile(trustProxy)

  /** The caller's address, as the proxies in `trustProxy` tell it; for IPv6 its network. */
  return function addressOf(request: IncomingMessage): string {
    return placeOf(request.socket.remoteAddress ? proxyAddr(request, isProxy) : "")
  }
}

export function createSocketAddressRule({ trustProxy }: { trustProxy: string[] }) {
  const isProxy = proxyAddr.compile(trustProxy)

  /** Where a connection comes from, before it says anything; null for a proxy, which speaks for many. */
  return function addressOf({ remoteAddress = "" }: Socket): string | null {
    return isProxy(remoteAddress, 0) ? null : placeOf(remoteAddress)
  }
}

const placeOf = (address: string) =>
  ipaddr.isValid(address) ? networkOf(ipaddr.process(address)) : address

function networkOf(address: ipaddr.IPv4 | ipaddr.IPv6): string {
  if (address instanceof ipaddr.IPv4) return address.toString()
  return ipaddr.IPv6.networkAddressFromCIDR(`${address}/${IPV6_NETWORK_BITS}`).toString()
}

export type SocketAddressRule = ReturnType<typeof createSocketAddressRule>
export type AddressRule = ReturnType<typeof createAddressRule>
