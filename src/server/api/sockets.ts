/** Every open WebSocket, whatever it speaks: noticed when dead, cut when too slow, told to come back at the end. */
import { type WebSocket, WebSocketServer } from "ws"
import {
  DRAIN_GRACE_MS,
  FRAME_BYTES_MAX,
  OUTBOX_BYTES_MAX,
  PING_INTERVAL_MS,
  SILENCE_MS_MAX,
} from "../../shared/limits.ts"
import type { Wire } from "./context.ts"

export type SocketWire = Wire & {
  socket: WebSocket
  /** What the socket is told, in its own language, before the server goes away. */
  farewell: string | null
}

const CLOSE_RESTARTING = 1012
const CLOSE_TOO_SLOW = 1013
/** How long a socket that was told to close may take before it is cut. */
const CLOSE_WAIT_MS = 5_000

export function createSockets() {
  const wires = new Set<SocketWire>()
  // A variable, because the types do not know `closeTimeout` yet.
  const options = {
    noServer: true,
    clientTracking: false,
    maxPayload: FRAME_BYTES_MAX,
    perMessageDeflate: false,
    closeTimeout: CLOSE_WAIT_MS,
  }
  const pinging = setInterval(ping, PING_INTERVAL_MS)
  pinging.unref()

  function ping() {
    const now = performance.now()
    for (const { socket, seenAt } of wires)
      if (now - seenAt > SILENCE_MS_MAX) socket.terminate()
      else socket.ping()
  }

  return {
    server: new WebSocketServer(options),

    /** Takes a socket in until it closes. */
    welcome(socket: WebSocket, farewell: string | null): SocketWire {
      const wire = createWire(socket, farewell)
      wires.add(wire)
      socket.on("close", () => wires.delete(wire))
      return wire
    },

    /** Tells everybody to come back later, and resolves when they are gone or were cut. */
    async drain() {
      clearInterval(pinging)
      const gone = [...wires].map(({ socket, farewell }) => {
        if (farewell) socket.send(farewell)
        socket.close(CLOSE_RESTARTING, "the server is restarting")
        return new Promise((resolve) => socket.on("close", resolve))
      })
      const impatience = setTimeout(() => {
        for (const { socket } of wires) socket.terminate()
      }, DRAIN_GRACE_MS)
      await Promise.all(gone)
      clearTimeout(impatience)
    },
  }
}

export type Sockets = ReturnType<typeof createSockets>

function createWire(socket: WebSocket, farewell: string | null): SocketWire {
  const wire = {
    socket,
    farewell,
    seenAt: performance.now(),
    feeds: new Set<AbortSignal>(),
    keepsUp,
  }
  const seen = () => {
    wire.seenAt = performance.now()
  }
  socket.on("message", seen)
  socket.on("pong", seen)
  // The close event follows and says all there is to say.
  socket.on("error", () => undefined)
  return wire

  function keepsUp() {
    if (socket.bufferedAmount <= OUTBOX_BYTES_MAX) return true
    socket.close(CLOSE_TOO_SLOW, "reading too slowly")
    return false
  }
}
