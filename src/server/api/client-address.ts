import type { IncomingMessage } from "node:http"
import type { Socket } from "node:net"
import proxyAddr from "@fastify/proxy-addr"
import ipaddr from "ipaddr.js"

/** One client has all 2^64 addresses of its IPv6 network. */
const IPV6_NETWORK_BITS = 64

export function createAddressOf({ trustProxy }: { trustProxy: string[] }) {
  const isProxy = proxyAddr.compile(trustProxy)

  /** The client's address, as the proxies in `trustProxy` forward it; for IPv6 its network. */
  return function addressOf(request: IncomingMessage): string {
    return countedAddress(request.socket.remoteAddress ? proxyAddr(request, isProxy) : "")
  }
}

export function createSocketAddressOf({ trustProxy }: { trustProxy: string[] }) {
  const isProxy = proxyAddr.compile(trustProxy)

  /** Of a connection before its first request; null for a proxy, which has many clients. */
  return function addressOf({ remoteAddress = "" }: Socket): string | null {
    return isProxy(remoteAddress, 0) ? null : countedAddress(remoteAddress)
  }
}

const countedAddress = (address: string) =>
  ipaddr.isValid(address) ? networkOf(ipaddr.process(address)) : address

function networkOf(address: ipaddr.IPv4 | ipaddr.IPv6): string {
  if (address instanceof ipaddr.IPv4) return address.toString()
  return ipaddr.IPv6.networkAddressFromCIDR(`${address}/${IPV6_NETWORK_BITS}`).toString()
}

export type SocketAddressOf = ReturnType<typeof createSocketAddressOf>
export type AddressOf = ReturnType<typeof createAddressOf>
