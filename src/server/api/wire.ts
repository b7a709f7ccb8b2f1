/** One WebSocket, whatever it speaks: when it was last alive, how much it has not read, how fast it talks. */
import pLimit from "p-limit"
import type { WebSocket } from "ws"
import { OUTBOX_BYTES_MAX, QUERIES_AT_ONCE_MAX } from "../../shared/limits.ts"
import type { Rate } from "../chat/rate.ts"
import { closeCodes } from "./close-codes.ts"
import type { Wire } from "./context.ts"

export type SocketWire = Wire & {
  socket: WebSocket
  /** What the socket is told, in its own language, before the server goes away. */
  farewell: string | null
  /** False for a frame too many. */
  admitsFrame(): boolean
}

type NewWire = { socket: WebSocket; farewell: string | null; frameRate: Rate<WebSocket> | null }

export function createWire({ socket, farewell, frameRate }: NewWire): SocketWire {
  let seenAt = performance.now()
  const seen = () => {
    seenAt = performance.now()
  }
  socket.on("message", seen)
  socket.on("ping", seen)
  socket.on("pong", seen)
  // The close event follows and says all there is to say.
  socket.on("error", () => undefined)

  return {
    socket,
    farewell,
    seenAt: () => seenAt,
    feeds: new Set(),
    keepsUp: boundOutbox(socket),
    inTurn: pLimit(QUERIES_AT_ONCE_MAX),
    admitsFrame: () => !frameRate || frameRate.take(socket) === 0,
  }
}

/**
 * Every sender is asked to keep the bound, tRPC's stock handler too, which would send without looking. One answer may be
 * larger than the bound: whoever asked for it is given the time to read it.
 */
function boundOutbox(socket: WebSocket) {
  const send = socket.send.bind(socket)
  let largest = 0

  function keepsUp() {
    if (socket.readyState !== socket.OPEN) return false
    const unsent = socket.bufferedAmount
    if (unsent <= OUTBOX_BYTES_MAX) largest = 0
    if (unsent <= OUTBOX_BYTES_MAX + largest) return true
    socket.close(closeCodes.tooSlow, "reading too slowly")
    return false
  }

  socket.send = (data: string) => {
    if (!keepsUp()) return
    largest = Math.max(largest, Buffer.byteLength(data))
    send(data)
  }
  return keepsUp
}
