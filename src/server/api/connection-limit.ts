import type { Server } from "node:http"
import type { Socket } from "node:net"
import type { AddressCounts } from "../admission/address-counts.ts"
import type { SocketAddressOf } from "./client-address.ts"
import type { FailureLog } from "./failure-log.ts"

type Parts = { counts: AddressCounts | null; addressOf: SocketAddressOf; failures: FailureLog }

/** Bounds the TCP connections of each address, which cost something before any request of them is complete. */
export function limitConnections(server: Server, { counts, addressOf, failures }: Parts) {
  if (!counts) return
  const addresses = new WeakMap<Socket, string>()
  // One function for all: a closure for each would weigh on every idle WebSocket (bench: idle).
  function leave(this: Socket) {
    counts?.leave(addresses.get(this) ?? "")
  }

  server.on("connection", (socket: Socket) => {
    const address = addressOf(socket)
    if (address === null) return
    if (counts.isFull(address)) {
      failures.recordRefusal("TOO_MANY_CONNECTIONS")
      return void socket.destroy()
    }
    counts.enter(address)
    addresses.set(socket, address)
    socket.on("close", leave)
  })
}
