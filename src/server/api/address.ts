/** Where a request comes from, for the limits that count by address. */
import type { IncomingMessage } from "node:http"
import proxyAddr from "@fastify/proxy-addr"
import ipaddr from "ipaddr.js"

/** Whoever has one IPv6 address has the other 2^64 of its network too. */
const IPV6_NETWORK_BITS = 64

export function createAddressRule({ trustProxy }: { trustProxy: string[] }) {
  const isProxy = proxyAddr.compile(trustProxy)

  /** The caller's address, as the proxies in `trustProxy` tell it; for IPv6 its network. */
  return function addressOf(request: IncomingMessage): string {
    const address = request.socket.remoteAddress ? proxyAddr(request, isProxy) : ""
    return ipaddr.isValid(address) ? networkOf(ipaddr.process(address)) : address
  }
}

function networkOf(address: ipaddr.IPv4 | ipaddr.IPv6): string {
  if (address instanceof ipaddr.IPv4) return address.toString()
  return ipaddr.IPv6.networkAddressFromCIDR(`${address}/${IPV6_NETWORK_BITS}`).toString()
}

export type AddressRule = ReturnType<typeof createAddressRule>
